import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit, verifyChain } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { listChannels } from "#lib/channels/data.ts";
import { promote } from "#lib/channels/mutations.ts";
import { setSecondReleaser } from "#lib/channels/requests/mutations.ts";
import { insertImage, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { expire } from "#lib/retention/mutations.ts";
import { listFinishedRollouts, listRollouts, readLatestFor } from "./data.ts";
import { abortRollout, completeRollout, pauseRollout, resumeRollout, startRollout } from "./mutations.ts";
import { latestAnswerSchema } from "./schema.ts";

let database: TestDatabase;
let images = 0;
let imageName: string;
let imageId: string;
let ids: Record<string, string>;
const actor = systemActor("test");
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;
const start = new Date();
const after = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
const clients = Array.from({ length: 200 }, (_, n) => `client-${n}`);

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  imageName = `Standard_Rolled_${++images}`;
  imageId = await insertImage(db, imageName);
  ids = {};
  for (const [n, version] of [A, B, C].entries()) ids[version] = await insertPublishedBuild(db, imageId, version, new Date(Date.UTC(2026, 10, n + 1)));
  await promote(actor, { imageName, version: A });
});

const begin = (change: Partial<Parameters<typeof startRollout>[1]> = {}) => startRollout(actor, { imageName, version: B, startPercent: 10, hours: 100, reason: undefined, expectedLatestVersion: A, ...change }, start);
const begun = async () => {
  const outcome = await begin();
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value.rolloutId;
};
const codeOf = (outcome: { ok: boolean; code?: string }) => (outcome.ok ? "ok" : outcome.code);
const latestFor = async (client: string | null, now: Date) => latestAnswerSchema.parse(await readLatestFor(imageName, client, "http://localhost", now));
const reached = async (now: Date) => {
  const found = new Set<string>();
  for (const client of clients) if ((await latestFor(client, now)).version === B) found.add(client);
  return found;
};
const latest = async () => (await listChannels(imageName)).find(({ name }) => name === "latest")?.build.version;
const state = async () => (await listRollouts(actor, { image: imageName }))[0];

test("the share grows, who is in stays in, and everybody else keeps latest; at the end the build is promoted", async () => {
  const rolloutId = await begun();
  const [first, later] = [await reached(start), await reached(after(50))];
  expect(first.size).toBeGreaterThan(5);
  expect(first.size).toBeLessThan(40);
  expect(later.size).toBeGreaterThan(80);
  expect(first.isSubsetOf(later)).toBe(true);
  expect(await reached(after(50))).toEqual(later);
  expect(await latestFor(null, after(50))).toMatchObject({ version: A, rollout: { version: B, state: "running", percent: 55, isReached: false } });
  expect(await latest()).toBe(A);
  expect(await completeRollout(actor, { rolloutId }, after(99))).toBe(false);
  expect(await listFinishedRollouts(actor, after(100))).toContainEqual({ rolloutId, image: imageName });
  expect(await completeRollout(actor, { rolloutId }, after(100))).toBe(true);
  expect(await completeRollout(actor, { rolloutId }, after(100))).toBe(false);
  expect(await latest()).toBe(B);
  expect(await state()).toMatchObject({ state: "completed", endedBy: "test" });
  expect(await latestFor("client-1", after(100))).toMatchObject({ version: B, rollout: null });
});

test("paused, nobody is added and nobody loses it; resumed, it goes on from there", async () => {
  const rolloutId = await begun();
  const before = await reached(after(20));
  expect(await pauseRollout(actor, { rolloutId }, after(20))).toMatchObject({ ok: true });
  expect(await pauseRollout(actor, { rolloutId }, after(20))).toMatchObject({ code: "not-running" });
  expect(await reached(after(500))).toEqual(before);
  expect(await resumeRollout(actor, { rolloutId }, after(500))).toMatchObject({ ok: true });
  expect(await resumeRollout(actor, { rolloutId }, after(500))).toMatchObject({ code: "not-paused" });
  const then = await reached(after(530));
  expect(before.isSubsetOf(then)).toBe(true);
  expect((await latestFor("x", after(530))).rollout?.percent).toBe(55);
});

test("aborted, every client is back at the earlier latest, at once and for good", async () => {
  const rolloutId = await begun();
  expect(await abortRollout(actor, { rolloutId, reason: "it loses its network" }, after(60))).toMatchObject({ ok: true });
  expect((await reached(after(60))).size).toBe(0);
  expect(await latest()).toBe(A);
  expect(await state()).toMatchObject({ state: "aborted", endReason: "it loses its network", percent: 64 });
  for (const act of [abortRollout(actor, { rolloutId, reason: "again" }), pauseRollout(actor, { rolloutId }), resumeRollout(actor, { rolloutId })]) expect(await act).toMatchObject({ code: "rollout-unknown" });
  expect((await listAudit(actor, { objectId: imageId })).map(({ action }) => action)).toEqual(["rollout.abort", "rollout.start", "channel.promote"]);
  expect(await verifyChain()).toMatchObject({ ok: true });
});

test.each([
  ["the promotion of the build completes it", () => promote(actor, { imageName, version: B }), "completed", null],
  ["the promotion of another build aborts it", () => promote(actor, { imageName, version: C }), "aborted", `${C} was promoted`],
  ["the revocation of the build aborts it", () => insertRevocation(db, ids[B]!), "aborted", `${B} was revoked`],
  ["the revocation of latest aborts it", () => insertRevocation(db, ids[A]!), "aborted", `${A} was revoked`],
])("%s", async (_what, act, ended, endReason) => {
  await begun();
  await act();
  expect(await state()).toMatchObject({ state: ended, endReason });
});

test("what cannot begin is told why", async () => {
  expect(codeOf(await begin({ imageName: "Standard_None" }))).toBe("image-unknown");
  expect(codeOf(await begin({ version: "20990101-1" }))).toBe("build-unknown");
  expect(codeOf(await begin({ version: A }))).toBe("already-latest");
  expect(codeOf(await begin({ expectedLatestVersion: B }))).toBe("conflict");
  await insertRevocation(db, ids[C]!);
  expect(codeOf(await begin({ version: C }))).toBe("revoked");
  await promote(actor, { imageName, version: B });
  expect(codeOf(await begin({ version: A, expectedLatestVersion: B }))).toBe("not-newer");
  await insertRevocation(db, ids[B]!);
  expect(codeOf(await begin({ version: A, expectedLatestVersion: undefined }))).toBe("no-latest");
  expect(await readLatestFor(imageName, "x", "http://localhost")).toBeNull();
});

test("an image has one rollout at a time: of two in the same second one is told", async () => {
  expect((await Promise.all([begin(), begin({ version: C })])).map(codeOf).toSorted()).toEqual(["ok", "rollout-open"]);
});

test("while two releasers are needed none begins, and none ends by itself", async () => {
  const rolloutId = await begun();
  await setSecondReleaser(actor, { needed: "yes" });
  expect(await completeRollout(actor, { rolloutId }, after(200))).toBe(false);
  expect(await latest()).toBe(A);
  await abortRollout(actor, { rolloutId, reason: "two are needed" });
  expect(codeOf(await begin())).toBe("second-releaser-needed");
  await setSecondReleaser(actor, { needed: "no" });
});

test("a build that is being rolled out does not expire", async () => {
  await begun();
  await db.build.update({ where: { id: ids[B]! }, data: { expiresAt: new Date(0) } });
  expect(await expire(actor, ids[B]!)).toMatchObject({ code: "rolled-out" });
});
