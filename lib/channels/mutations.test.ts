import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit, verifyChain } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listChannels, listPromotions, listWaitingForPromotion } from "./data.ts";
import { promote, promoteByPolicy, promoteFirst } from "./mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "./testing.ts";

let database: TestDatabase;
let imageName: string;
let imageId: string;
let images = 0;
const actor = systemActor("test");
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  imageName = `Standard_Test_${++images}`;
  imageId = await insertImage(db, imageName);
});

const publish = (version: string) => insertPublishedBuild(db, imageId, version, new Date(`${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}`));
const channels = async () => Object.fromEntries((await listChannels(imageName)).map(({ name, build }) => [name, build.version]));
/** The history in order, and whether every promotion displaced what the one before had promoted. */
const history = async () => {
  const rows = (await listPromotions(imageName, { limit: 1_000 })).toReversed();
  rows.forEach((row, n) => {
    expect(row.sequence).toBe(n + 1);
    expect(row.displaced?.version).toBe(rows[n - 1]?.build.version);
  });
  return rows.map(({ kind, build }) => `${kind} ${build.version}`);
};

/** Waits until another connection has come to the point that is asked for; fails after five seconds. */
const waitFor = async (reached: () => Promise<boolean>) => {
  for (const end = Date.now() + 5_000; !(await reached()); await sleep(10)) if (Date.now() > end) throw new Error("not reached");
};

describe("promote", () => {
  test("rotates latest to prev and prev out, rolls back, and tells it all", async () => {
    for (const version of [A, B, C]) await publish(version);
    for (const version of [A, B, C]) expect(await promote(actor, { imageName, version })).toMatchObject({ ok: true });
    expect(await channels()).toEqual({ latest: C, prev: B });
    expect(await promote(actor, { imageName, version: B, reason: "C does not boot" })).toMatchObject({ ok: true, value: { kind: "rollback", latest: B, prev: C, sequence: 4 } });
    expect(await channels()).toEqual({ latest: B, prev: C });
    expect(await promote(actor, { imageId, version: A })).toMatchObject({ ok: true });
    expect(await channels()).toEqual({ latest: A, prev: B });
    expect(await history()).toEqual([`first ${A}`, `promotion ${B}`, `promotion ${C}`, `rollback ${B}`, `rollback ${A}`]);
    const [last] = await listAudit(actor, { objectId: imageId });
    expect(last).toMatchObject({ action: "channel.promote", actorName: "test", before: { latest: B, prev: C }, after: { latest: A, prev: B, kind: "rollback" } });
  });

  test("refuses what is not published, revoked, expired, latest already, or unknown, and changes nothing", async () => {
    await publish(A);
    await promote(actor, { imageName, version: A });
    await insertPublishableBuild(db, imageId, "20261104-1");
    await insertRevocation(db, await publish(B));
    await db.build.update({ where: { id: await publish(C) }, data: { expiredAt: new Date() } });
    const codes = await Promise.all(
      [A, B, C, "20261104-1", "20261105-1"].map(async (version) => {
        const outcome = await promote(actor, { imageName, version });
        return outcome.ok ? "ok" : outcome.code;
      }),
    );
    expect(codes).toEqual(["already-latest", "revoked", "expired", "not-published", "build-unknown"]);
    expect(await promote(actor, { imageName: "Standard_None", version: A })).toMatchObject({ ok: false, code: "image-unknown" });
    expect(await channels()).toEqual({ latest: A });
    expect(await history()).toEqual([`first ${A}`]);
  });

  test("of two people who saw the same latest, the second is told", async () => {
    for (const version of [A, B, C]) await publish(version);
    expect(await promote(actor, { imageName, version: A, expectedLatestVersion: A })).toMatchObject({ ok: false, code: "conflict" });
    expect(await promote(actor, { imageName, version: A, expectedLatestVersion: null })).toMatchObject({ ok: true });
    const both = await Promise.all([B, C].map((version) => promote(actor, { imageName, version, expectedLatestVersion: A })));
    expect(both.map((outcome) => (outcome.ok ? "ok" : outcome.code)).sort()).toEqual(["conflict", "ok"]);
  });

  test("a revoked latest never becomes prev; the old prev stays until something replaces it", async () => {
    for (const version of [A, B]) {
      await publish(version);
      await promote(actor, { imageName, version });
    }
    await insertRevocation(db, (await listChannels(imageName)).find(({ name }) => name === "latest")!.build.id);
    expect(await channels()).toEqual({ prev: A });
    await publish(C);
    expect(await promote(actor, { imageName, version: C, expectedLatestVersion: null })).toMatchObject({ ok: true });
    expect(await channels()).toEqual({ latest: C, prev: A });
    expect(await history()).toEqual([`first ${A}`, `promotion ${B}`, `promotion ${C}`]);
  });

  test("a revocation of latest at the same moment leaves no revoked build in a channel", async () => {
    const old = await publish(A);
    await publish(B);
    await promote(actor, { imageName, version: A });
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
    const revoking = db.$transaction(async (tx) => {
      await tx.revocation.create({ data: { buildId: old, reason: "defect", explanation: "broken", severity: "high", actorKind: "system", actorName: "test" } });
      await committed;
    });
    await waitFor(async () => (await db.$queryRaw<unknown[]>`select 1 from pg_locks where relation = 'revocations'::regclass and mode = 'RowExclusiveLock'`).length > 0);
    const promoting = promote(actor, { imageName, version: B });
    await waitFor(async () => (await db.$queryRaw<unknown[]>`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`).length > 0);
    commit();
    await revoking;
    expect(await promoting).toMatchObject({ ok: true });
    expect(await channels()).toEqual({ latest: B });
  });

  test("20 promotions of two builds at once from 10 connections", async () => {
    await publish(A);
    await publish(B);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => promote(actor, { imageName, version: n % 2 ? A : B })));
    const promoted = outcomes.filter(({ ok }) => ok).length;
    expect(outcomes.filter((outcome) => !outcome.ok).every((outcome) => !outcome.ok && outcome.code === "already-latest")).toBe(true);
    expect(promoted).toBeGreaterThanOrEqual(2);
    const line = await history();
    expect(line).toHaveLength(promoted);
    const now = await listChannels(imageName);
    expect(now.map(({ name }) => name)).toEqual(["latest", "prev"]);
    expect(now.map(({ build }) => build.version).sort()).toEqual([A, B]);
    expect(line.at(-1)).toContain(now[0]?.build.version);
    expect((await listAudit(actor, { action: "channel.promote", objectId: imageId })).length).toBe(promoted);
    expect(await verifyChain()).toMatchObject({ ok: true });
  });
});

describe("at publication", () => {
  test("only the first build of an image becomes latest by itself, unless the policy says so", async () => {
    const first = await publish(A);
    const second = await publish(B);
    expect(await db.$transaction((tx) => promoteFirst(tx, actor, { imageId, buildId: first }))).toMatchObject({ kind: "first", sequence: 1 });
    expect(await db.$transaction((tx) => promoteFirst(tx, actor, { imageId, buildId: second }))).toBeNull();
    expect(await db.$transaction((tx) => promoteByPolicy(tx, actor, { imageId, buildId: second }))).toBeNull();
    await db.image.update({ where: { id: imageId }, data: { promotionPolicy: "automatic" } });
    expect(await db.$transaction((tx) => promoteByPolicy(tx, actor, { imageId, buildId: second }))).toMatchObject({ kind: "policy", sequence: 2 });
    expect(await channels()).toEqual({ latest: B, prev: A });
  });

  test("two first builds published at once: one is latest, the other waits", async () => {
    const ids = await Promise.all([insertPublishableBuild(db, imageId, A), insertPublishableBuild(db, imageId, B)]);
    const results = await Promise.all(
      ids.map((id) =>
        db.$transaction(async (tx) => {
          const now = new Date();
          await tx.build.update({ where: { id }, data: { status: "published", publishedAt: now, finishedAt: now } });
          return promoteFirst(tx, actor, { imageId, buildId: id });
        }),
      ),
    );
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect(Object.keys(await channels())).toEqual(["latest"]);
  });

  test("a promotion asked for while its build is being published neither waits nor breaks the publication", async () => {
    const id = await insertPublishableBuild(db, imageId, A);
    const outcome = await db.$transaction(async (tx) => {
      const now = new Date();
      await tx.build.update({ where: { id }, data: { status: "published", publishedAt: now, finishedAt: now } });
      const asked = await promote(actor, { imageName, version: A });
      await promoteFirst(tx, actor, { imageId, buildId: id });
      return asked;
    });
    expect(outcome).toMatchObject({ ok: false, code: "not-published" });
    expect(await channels()).toEqual({ latest: A });
  });
});

test("what waits for a promotion: newer than latest and never promoted, or anything where latest is empty", async () => {
  const waiting = async () => (await listWaitingForPromotion(actor)).filter((row) => row.image === imageName).map(({ version, latestVersion }) => [version, latestVersion]);
  const a = await publish(A);
  expect(await waiting()).toEqual([[A, null]]);
  await promote(actor, { imageName, version: A });
  await publish(B);
  await publish(C);
  expect(await waiting()).toEqual([[C, A]]);
  await promote(actor, { imageName, version: C });
  expect(await waiting()).toEqual([]);
  await promote(actor, { imageName, version: A });
  expect(await waiting()).toEqual([[B, A]]);
  await insertRevocation(db, a);
  expect(await waiting()).toEqual([[C, null]]);
});
