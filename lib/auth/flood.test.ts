import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { AppError } from "#lib/errors.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { giveBackAttempt, takeAttempt } from "./addresses.ts";
import { findSession } from "./data.ts";
import { logIn } from "./mutations.ts";
import { hashPassword } from "./passwords.ts";
import { noClient, type Client } from "./schema.ts";

let database: TestDatabase;
let passwordHash: string;
let name: string;
let users = 0;
const password = "correct horse battery";
const wrongPasswords = 10_000;

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
  name = `user${++users}`;
  await db.user.create({ data: { name, displayName: name, passwordHash, roles: { create: { role: "viewer" } } } });
});

const attempt = async (who: string, given: string, client: Partial<Client>) => {
  try {
    const outcome = await logIn({ name: who, password: given }, { ...noClient, ...client });
    return outcome.ok ? outcome.value : outcome.code;
  } catch (error) {
    return error instanceof AppError ? error.code : "broken";
  }
};
const tally = (answers: unknown[]) => Object.fromEntries([...new Set(answers)].map((answer) => [String(answer), answers.filter((other) => other === answer).length]));
const open = async (client: Partial<Client>) => {
  const value = await attempt(name, password, client);
  if (typeof value !== "object" || value.state !== "open") throw new Error(String(value));
  return value;
};

test("10,000 wrong passwords at many names from one address: twenty are computed, the others cost nothing", async () => {
  const answers = [];
  for (let n = 0; n < wrongPasswords; n++) answers.push(await attempt(`nobody${n}`, "wrong", { address: "192.0.2.1" }));
  const { "wrong-credentials": computed = 0, "too-many-requests": refused = 0 } = tally(answers);
  expect(computed + refused).toBe(wrongPasswords);
  // With time the address gets four a minute back.
  expect(computed).toBeLessThan(30);
  expect(await attempt(name, password, { address: "192.0.2.2" })).toMatchObject({ state: "open" });
});

test("10,000 wrong passwords at one name from as many addresses: five are computed; the right user gets in and is told", async () => {
  const { browserId } = await open({ address: "198.51.100.1" });
  const address = (n: number) => `203.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
  const answers: unknown[] = [];
  for (let n = 0; n < wrongPasswords; n += 10) answers.push(...(await Promise.all(Array.from({ length: 10 }, (_, m) => attempt(name, "wrong", { address: address(n + m) })))));
  expect(tally(answers)).toEqual({ "wrong-credentials": 4, locked: wrongPasswords - 4 });
  const state = await db.user.findUniqueOrThrow({ where: { name } });
  expect(state.failedAttempts).toBe(5);

  expect(await attempt(name, password, { address: "198.51.100.1" })).toBe("locked");
  const inside = await open({ address: "198.51.100.1", browserId });
  expect(await findSession(inside.sessionId)).toMatchObject({ failuresBefore: 5 });
  // The strangers' lock stays: a log-in of the right user gives them no new guesses.
  expect(await db.user.findUniqueOrThrow({ where: { name } })).toMatchObject({ failedAttempts: 5, lockedUntil: state.lockedUntil });
});

test("a known browser has its own count, for its own user alone, and locks too", async () => {
  const { browserId } = await open({});
  for (let n = 0; n < 4; n++) expect(await attempt(name, "wrong", { browserId })).toBe("wrong-credentials");
  expect(await attempt(name, "wrong", { browserId })).toBe("locked");
  expect(await attempt(name, password, { browserId })).toBe("locked");
  expect(await attempt(name, password, {})).toMatchObject({ state: "open" });
  await db.user.create({ data: { name: `${name}-b`, displayName: "B", passwordHash } });
  for (let n = 0; n < 5; n++) await attempt(`${name}-b`, "wrong", {});
  expect(await attempt(`${name}-b`, password, { browserId })).toBe("locked");
});

test("an address fills again with time; a /64 of IPv6 is one address; a right log-in is given back", () => {
  const start = 1_000_000;
  for (let n = 0; n < 20; n++) expect(takeAttempt("2001:db8:1:2::1", start)).toBe(true);
  expect(takeAttempt("2001:db8:1:2:ffff::9", start)).toBe(false);
  expect(takeAttempt("2001:db8:1:3::1", start)).toBe(true);
  expect(takeAttempt("2001:db8:1:2::1", start + 15_000)).toBe(true);
  expect(takeAttempt("2001:db8:1:2::1", start + 15_000)).toBe(false);
  giveBackAttempt("2001:db8:1:2::1");
  expect(takeAttempt("2001:db8:1:2::1", start + 15_000)).toBe(true);
  expect(takeAttempt(null)).toBe(true);
});
