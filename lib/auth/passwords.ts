import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "#lib/errors.ts";

/**
 * Argon2id (the package's default kind) with RFC 9106 §4's second recommendation for memory and passes, 64 MiB and 3, in
 * one lane, since lanes only help a defender who computes them in parallel.
 */
const parameters = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1, outputLen: 32 };

/**
 * Each computation holds 64 MiB and a core: at most half of the cores are used, and a flood of log-ins waits in a short line
 * and is then refused. Browsers in which somebody has signed in before have a line of their own, which is served first.
 */
export const most = { running: Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))), waiting: 30, waitingKnown: 10 };
let running = 0;
const waiting: (() => void)[] = [];
const waitingKnown: (() => void)[] = [];

async function inTurn<T>(compute: () => Promise<T>, isKnown = false): Promise<T> {
  if (running >= most.running) {
    const [line, longest] = isKnown ? [waitingKnown, most.waitingKnown] : [waiting, most.waiting];
    if (line.length >= longest) throw new AppError("too-many-requests", "Too many people are logging in at this moment. Try again in a few seconds.");
    await new Promise<void>((turn) => line.push(turn));
  } else {
    running += 1;
  }
  try {
    return await compute();
  } finally {
    const next = waitingKnown.shift() ?? waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The PHC string of a new password, `$argon2id$…`, with a random salt. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters));
}

let stranger: Promise<string> | undefined;

/**
 * True when the password fits the hash. Without a hash (no such user, or one who logs in elsewhere) the same work is done
 * on a hash that nothing fits, so that the time of the answer does not tell who exists. `isKnown`: from a known browser.
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string, isKnown = false): Promise<boolean> {
  const compared = passwordHash ?? (await (stranger ??= hash(crypto.randomUUID(), parameters)));
  const fits = await inTurn(() => verify(compared, password), isKnown);
  return fits && typeof passwordHash === "string";
}

// Without characters that look alike: a group of 4 out of 31 is 20 bits.
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** Random groups of four to read and type, like `GQ75-R38U`: twenty bits each. */
export function makeReadableSecret(groups: number): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** A random password for a person to type once, like `GQ75-R38U-JUN6-66KT-5U79`. */
export function makeOneTimePassword(): string {
  return makeReadableSecret(5);
}
