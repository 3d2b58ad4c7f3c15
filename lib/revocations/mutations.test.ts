import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { listChannels } from "#lib/channels/data.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { revoke } from "./mutations.ts";
import { revokeSchema, type Revoke } from "./schema.ts";

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
  imageName = `Standard_Revoked_${++images}`;
  imageId = await insertImage(db, imageName);
  for (const version of [A, B, C]) await insertPublishedBuild(db, imageId, version, new Date(`${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}`));
  for (const version of [A, B]) await promote(actor, { imageName, version });
});

const channels = async () => Object.fromEntries((await listChannels(imageName)).map(({ name, build }) => [name, build.version]));
const ask = (version: string, more: Partial<Revoke> = {}) =>
  revoke(actor, { imageName, version, reason: "defect", severity: "high", explanation: "It does not boot.", replacementVersion: undefined, successorVersion: undefined, ...more });
const codeOf = async (asked: ReturnType<typeof ask>) => {
  const outcome = await asked;
  return outcome.ok ? "ok" : outcome.code;
};

describe("revoke", () => {
  test("withdraws a build that is in no channel, and tells it", async () => {
    expect(await ask(C, { replacementVersion: B })).toMatchObject({ ok: true, value: { wasLatest: false, latest: B } });
    expect(await channels()).toEqual({ latest: B, prev: A });
    const row = await db.revocation.findFirstOrThrow({ where: { build: { imageId, version: C } }, include: { replacement: true } });
    expect(row).toMatchObject({ reason: "defect", severity: "high", explanation: "It does not boot.", actorName: "test", replacement: { version: B } });
    const [last] = await listAudit(actor, { objectId: row.buildId });
    expect(last).toMatchObject({ action: "build.revoke", before: { channel: null }, after: { image: imageName, version: C, replacement: B, latest: B } });
  });

  test("never replaces latest in silence: the admin decides", async () => {
    expect(await codeOf(ask(B))).toBe("successor-undecided");
    expect(await channels()).toEqual({ latest: B, prev: A });
    expect(await ask(B, { successorVersion: "none" })).toMatchObject({ ok: true, value: { wasLatest: true, latest: null } });
    expect(await channels()).toEqual({ prev: A });
  });

  test("promotes the chosen successor in the same act", async () => {
    expect(await ask(B, { successorVersion: C, replacementVersion: C })).toMatchObject({ ok: true, value: { latest: C } });
    expect(await channels()).toEqual({ latest: C, prev: A });
  });

  test("does nothing at all when the successor is refused", async () => {
    await ask(C);
    expect(await codeOf(ask(B, { successorVersion: C }))).toBe("revoked");
    expect(await codeOf(ask(B, { successorVersion: "20990101-1" }))).toBe("build-unknown");
    expect(await channels()).toEqual({ latest: B, prev: A });
    expect(await db.revocation.count({ where: { build: { imageId } } })).toBe(1);
  });

  test("takes prev out of its channel", async () => {
    expect(await ask(A)).toMatchObject({ ok: true });
    expect(await channels()).toEqual({ latest: B });
  });

  test("refuses what makes no sense, with the reason", async () => {
    await insertPublishableBuild(db, imageId, "20261104-1");
    expect(await codeOf(ask("20261104-1"))).toBe("not-published");
    expect(await codeOf(ask("20990101-1"))).toBe("build-unknown");
    expect(await codeOf(ask(C, { successorVersion: A }))).toBe("successor-pointless");
    expect(await codeOf(ask(B, { successorVersion: B }))).toBe("successor-is-revoked");
    expect(await codeOf(ask(C, { replacementVersion: C }))).toBe("replacement-unusable");
    expect(await codeOf(ask(C, { replacementVersion: "20990101-1" }))).toBe("replacement-unusable");
    await ask(C);
    expect(await codeOf(ask(C))).toBe("already-revoked");
    expect(await codeOf(ask(A, { replacementVersion: C }))).toBe("replacement-unusable");
  });

  test("of two revocations of one build at once, one wins", async () => {
    expect((await Promise.all([codeOf(ask(C)), codeOf(ask(C))])).sort()).toEqual(["already-revoked", "ok"]);
  });

  test("against a promotion of the same build at once, no revoked build stays latest", async () => {
    await Promise.all([ask(C, { successorVersion: "none" }), promote(actor, { imageName, version: C })]);
    const revoked = await db.revocation.count({ where: { build: { imageId, version: C } } });
    expect((await channels())["latest"] === C && revoked > 0).toBe(false);
  });
});

test.each([
  [{ reason: "because" }, "reason"],
  [{ severity: "" }, "severity"],
  [{ explanation: "short" }, "explanation"],
  [{ version: "1" }, "version"],
  [{ replacementVersion: "x" }, "replacementVersion"],
])("the form refuses %j", (change, field) => {
  const form = { imageName: "Standard_A", version: A, reason: "defect", severity: "low", explanation: "It does not boot at all.", replacementVersion: "", successorVersion: "", ...change };
  expect(revokeSchema.safeParse(form).error?.issues[0]?.path).toEqual([field]);
});
