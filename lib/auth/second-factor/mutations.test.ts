import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { userActor, type Actor } from "../actor.ts";
import { logIn, logInWithCode } from "../mutations.ts";
import { hashPassword } from "../passwords.ts";
import { decryptFor, encryptFor } from "./cipher.ts";
import { readSecondFactor } from "./data.ts";
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, renewRecoveryCodes } from "./mutations.ts";

let database: TestDatabase;
let passwordHash: string;
let actor: Actor;
let userId: string;
let users = 0;
const password = "correct horse battery";

beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  const user = await db.user.create({ data: { name: `user${++users}`, displayName: "U", passwordHash, roles: { create: { role: "viewer" } } }, include: { roles: true } });
  [actor, userId] = [userActor(user), user.id];
});

const codeAt = (secret: string, steps: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
/** Turns the factor on with the code before the present one, so that the present one is still good; the secret and the recovery codes. */
const turnOn = async () => {
  await beginSecondFactor(actor);
  const factor = await readSecondFactor(actor);
  if (factor.state !== "waits") throw new Error(factor.state);
  const outcome = await confirmSecondFactor(actor, { code: codeAt(factor.secret, -1) });
  if (!outcome.ok) throw new Error(outcome.message);
  return { secret: factor.secret, codes: outcome.value.shownOnce.lines };
};
const enter = async (code: string) => {
  const outcome = await logInWithCode({ userId, code });
  return outcome.ok ? outcome.value.state : outcome.code;
};
const first = () => logIn({ name: actor.name, password });

test("a secret opens for its user alone, unchanged, and is nowhere to be read in the row", async () => {
  const sealed = encryptFor(userId, "JBSWY3DPEHPK3PXP");
  expect(decryptFor(userId, sealed)).toBe("JBSWY3DPEHPK3PXP");
  expect(decryptFor(crypto.randomUUID(), sealed)).toBeNull();
  expect(decryptFor(userId, sealed.replace(/.$/, (last) => (last === "A" ? "B" : "A")))).toBeNull();
  for (const broken of ["", "v1.x", "v2.a.b.c", "v1.AAAA.AAAA.AAAA"]) expect(decryptFor(userId, broken)).toBeNull();
  const { secret } = await turnOn();
  expect((await db.user.findUniqueOrThrow({ where: { id: userId } })).totpSecret).not.toContain(secret);
});

test("it counts only after a first right code, and then the password alone opens nothing", async () => {
  await beginSecondFactor(actor);
  expect(await first()).toMatchObject({ value: { state: "open" } });
  expect(await confirmSecondFactor(actor, { code: "000000" })).toMatchObject({ code: "wrong-code" });
  const { secret } = await turnOn();
  const sessions = await db.session.count({ where: { userId } });
  expect(await first()).toMatchObject({ value: { state: "code-needed", userId } });
  expect(await db.session.count({ where: { userId } })).toBe(sessions);
  expect(await enter(codeAt(secret, 0))).toBe("open");
  expect(await readSecondFactor(actor)).toMatchObject({ state: "on", codesLeft: 10 });
  expect(JSON.stringify(await readSecondFactor(actor))).not.toContain(secret);
});

test("a code works once, an earlier one not at all, and of two at the same moment one counts", async () => {
  const { secret } = await turnOn();
  expect(await enter(codeAt(secret, -1))).toBe("wrong-credentials");
  const code = codeAt(secret, 0);
  const both = await Promise.all([enter(code), enter(code)]);
  expect(both.toSorted()).toEqual(["open", "wrong-credentials"]);
  expect(await enter(code)).toBe("wrong-credentials");
  expect(await enter(codeAt(secret, 9))).toBe("wrong-credentials");
});

test("a recovery code works once, however it is typed, and new ones end the old", async () => {
  const { codes } = await turnOn();
  expect(await enter(codes[0]!.toLowerCase().replaceAll("-", " "))).toBe("open");
  expect(await enter(codes[0]!)).toBe("wrong-credentials");
  expect(await readSecondFactor(actor)).toMatchObject({ codesLeft: 9 });
  const renewed = await renewRecoveryCodes(actor);
  expect(await enter(codes[1]!)).toBe("wrong-credentials");
  expect(await enter(renewed.ok ? renewed.value.shownOnce.lines[0]! : "")).toBe("open");
  const rows = JSON.stringify(await db.recoveryCode.findMany({ where: { userId } }));
  for (const code of codes) expect(rows).not.toContain(code.replaceAll("-", ""));
});

test("whoever knows the password cannot try codes for long: the password takes back its own attempt alone", async () => {
  await turnOn();
  const answers = [];
  for (let n = 0; n < 6; n++) {
    const begun = await first();
    answers.push(begun.ok ? await enter("000000") : begun.code);
  }
  expect(answers).toEqual(["wrong-credentials", "wrong-credentials", "wrong-credentials", "wrong-credentials", "locked", "locked"]);
});

test("taken away, the password is enough again, and its secret and codes are gone", async () => {
  const { codes } = await turnOn();
  expect(await beginSecondFactor(actor)).toMatchObject({ code: "on-already" });
  expect(await removeSecondFactor(actor, { userId })).toMatchObject({ ok: true });
  expect(await first()).toMatchObject({ value: { state: "open" } });
  expect(await enter(codes[0]!)).toBe("wrong-credentials");
  expect(await db.recoveryCode.count({ where: { userId } })).toBe(0);
});

test("somebody from a provider has no second factor here", async () => {
  const user = await db.user.create({ data: { name: `oidc${users}`, displayName: "O", oidcIssuer: "https://id.example", oidcSubject: String(users) }, include: { roles: true } });
  expect(await beginSecondFactor(userActor(user))).toMatchObject({ ok: false });
  expect(await readSecondFactor(userActor(user))).toEqual({ state: "elsewhere" });
});
