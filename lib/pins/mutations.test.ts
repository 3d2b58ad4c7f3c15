import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listDue } from "#lib/retention/data.ts";
import { expire } from "#lib/retention/mutations.ts";
import { listPins } from "./data.ts";
import { endPin, pinClient } from "./mutations.ts";
import { pinSchema } from "./schema.ts";

let database: TestDatabase;
let images = 0;
let imageName: string;
let imageId: string;
let buildId: string;
const actor = systemActor("test");
const day = 86_400_000;
const version = "20261101-1";

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  imageName = `Standard_Pinned_${++images}`;
  imageId = await insertImage(db, imageName);
  buildId = await insertPublishedBuild(db, imageId, version);
  await db.build.update({ where: { id: buildId }, data: { expiresAt: new Date(Date.now() - day) } });
});

const pin = (change: Partial<Parameters<typeof pinClient>[1]> = {}, now?: Date) =>
  pinClient(actor, { imageName, version, client: "Shop", contact: "shop@example.org", until: new Date(Date.now() + 30 * day), ...change }, now);
const codeOf = (outcome: { ok: boolean; code?: string }) => (outcome.ok ? "ok" : outcome.code);

test("a pinned build does not expire until the pin is ended", async () => {
  const outcome = await pin();
  if (!outcome.ok) throw new Error(outcome.message);
  expect(await listPins(actor, { imageName })).toMatchObject([{ version, client: "Shop", contact: "shop@example.org", pinnedBy: "test" }]);
  expect(await listDue(new Date())).not.toContain(buildId);
  expect(await expire(actor, buildId)).toMatchObject({ code: "pinned", message: expect.stringContaining("Shop") });
  expect(await endPin(actor, { pinId: outcome.value.pinId })).toMatchObject({ ok: true });
  expect(await endPin(actor, { pinId: outcome.value.pinId })).toMatchObject({ code: "pin-unknown" });
  expect(await listPins(actor, { imageName })).toEqual([]);
  expect(await listDue(new Date())).toContain(buildId);
  expect(await expire(actor, buildId)).toMatchObject({ ok: true });
  expect((await listAudit(actor, { objectId: buildId })).map(({ action }) => action)).toEqual(["build.expire", "build.unpin", "build.pin"]);
});

test("a pin whose last day is over keeps nothing and stands in no way", async () => {
  await pin();
  const later = new Date(Date.now() + 31 * day);
  expect(await listPins(actor, { imageName }, later)).toEqual([]);
  expect(await listDue(later)).toContain(buildId);
  expect(await expire(actor, buildId, later)).toMatchObject({ ok: true });
});

test("a client is pinned to one build of an image; of two pins in the same second one is told of the other", async () => {
  await insertPublishedBuild(db, imageId, "20261102-1");
  const outcomes = await Promise.all([pin(), pin({ version: "20261102-1", client: "SHOP" })]);
  expect(outcomes.map(codeOf).toSorted()).toEqual(["client-pinned", "ok"]);
  expect(codeOf(await pin({ client: "Shop_" }))).toBe("ok");
  expect(codeOf(await pin({ client: "Shopx" }))).toBe("ok");
  expect(codeOf(await pin({ until: new Date(Date.now() + 90 * day) }, new Date(Date.now() + 31 * day)))).toBe("ok");
});

test("nobody is pinned to what is not there", async () => {
  await insertPublishableBuild(db, imageId, "20261103-1");
  await insertRevocation(db, await insertPublishedBuild(db, imageId, "20261104-1"));
  await db.build.update({ where: { id: await insertPublishedBuild(db, imageId, "20261105-1") }, data: { expiredAt: new Date() } });
  const codes = [];
  for (const asked of [{ imageName: "Standard_None" }, { version: "20990101-1" }, { version: "20261103-1" }, { version: "20261104-1" }, { version: "20261105-1" }]) codes.push(codeOf(await pin(asked)));
  expect(codes).toEqual(["image-unknown", "build-unknown", "not-published", "revoked", "expired"]);
});

test.each([["until", "2020-01-01"], ["until", "2099-01-01"], ["until", "soon"], ["client", " "], ["contact", ""], ["version", "1"]])("the form refuses %s %j", (field, value) => {
  const until = new Date(Date.now() + 10 * day).toISOString().slice(0, 10);
  const form = { imageName, version, client: "Shop", contact: "shop@example.org", until };
  expect(pinSchema.safeParse(form).success).toBe(true);
  expect(pinSchema.safeParse({ ...form, [field]: value }).error?.issues[0]?.path).toEqual([field]);
});
