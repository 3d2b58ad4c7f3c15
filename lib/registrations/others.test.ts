import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { reconcile } from "./reconcile.ts";
import { readStatus } from "./status/data.ts";
import { insertRegistrable, linesOf, startCloudTest, testActor, type CloudTest } from "./testing.ts";

// What is found in a cloud stays found until it is over, whichever of the two lists a look reads, and whatever is on its way.

const image = "Standard_Others";
let place: CloudTest;
let imageId: string;

beforeAll(async () => {
  place = await startCloudTest();
  imageId = await insertImage(db, image);
  for (const version of ["20260101-1", "20260102-1", "20260103-1"]) {
    await insertRegistrable(db, place.bytes, imageId, version);
    await promote(testActor, { imageName: image, version });
  }
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
}, 120_000);
afterEach(() => void (place.proxy.decide = () => "pass"));
afterAll(() => place.stop());

const idOf = async (version: string) => (await db.glanceRegistration.findFirstOrThrow({ where: { build: { version } } })).glanceId!;
const doubled = { name: `${image}_latest`, isHidden: false, isProtected: false, minDiskGib: 0, minRamMib: 0, properties: {} };
const in60s = () => readStatus(new Date(Date.now() + 60_000));

async function look(times: number, reconciler = place.reconciler): Promise<void> {
  for (let at = 0; at < times; at += 1) expect((await reconcile(reconciler)).failures).toEqual([]);
}

async function removeByHand(version: string): Promise<void> {
  const id = await idOf(version);
  await place.direct.change(id, [{ path: "protected", value: false }]);
  await place.direct.remove(id);
}

test("another project's public image of the same name is one finding until it is gone, and no swap of ours", { timeout: 180_000 }, async () => {
  const other: Glance = openGlance((await makeProject(place.cloud)).config);
  const id = crypto.randomUUID();
  await other.create(id, { ...doubled, visibility: "public" });
  await look(4);
  expect(await db.cloudFinding.findMany({ orderBy: { kind: "asc" } })).toMatchObject([{ kind: "two_latest", endedAt: null }, { kind: "duplicate_name", endedAt: null, detail: expect.stringContaining("another project") }]);

  await promote(testActor, { imageName: image, version: "20260101-1" });
  await look(2);
  expect(await linesOf(place.direct, image)).toMatchObject({ "20260101-1": "latest", "20260103-1": "prev" });
  expect((await in60s()).clouds[0]?.openWindow).toBeNull();
  expect(await other.show(id)).toMatchObject({ name: `${image}_latest`, isHidden: false });

  await other.remove(id);
  await look(2);
  expect(await db.cloudFinding.count()).toBe(2);
  expect(await db.cloudFinding.count({ where: { endedAt: null } })).toBe(0);
});

test("where changes by hand are left, a second image of the name is one finding, not one for every other look", { timeout: 120_000 }, async () => {
  const reporting = { ...place.reconciler, policy: { ...place.reconciler.policy, drift: "report" as const } };
  const id = crypto.randomUUID();
  await db.cloudFinding.deleteMany();
  await place.direct.create(id, { ...doubled, visibility: "private" });
  await look(4, reporting);
  expect(await db.cloudFinding.count()).toBe(2);
  expect(await db.cloudFinding.count({ where: { endedAt: null } })).toBe(2);
  expect((await place.direct.show(id))?.name).toBe(doubled.name);
  await place.direct.remove(id);
  await look(2, reporting);
  expect(await db.cloudFinding.count({ where: { endedAt: null } })).toBe(0);
});

test("a removed latest stays missing as long as the cloud takes no new one", { timeout: 120_000 }, async () => {
  await db.cloudFinding.deleteMany();
  await removeByHand("20260101-1");
  place.proxy.decide = ({ method }) => (method === "PUT" ? { status: 413 } : "pass");
  for (let at = 0; at < 3; at += 1) await reconcile(place.reconciler);
  expect(await db.cloudFinding.findMany({ orderBy: { kind: "asc" } })).toMatchObject([{ kind: "no_latest", endedAt: null }, { kind: "missing", endedAt: null }]);
  expect((await readStatus()).clouds[0]).toMatchObject({ state: "broken" });
  place.proxy.decide = () => "pass";
  await look(1);
  expect(await db.cloudFinding.findMany()).toMatchObject([{ repaired: true }, { repaired: true }]);
  expect(await linesOf(place.direct, image)).toMatchObject({ "20260101-1": "latest" });
});

test("an image that is shown while the two lists are read is in neither of them, and not gone", { timeout: 120_000 }, async () => {
  await db.cloudFinding.deleteMany();
  const id = await idOf("20260102-1");
  expect(await place.direct.show(id)).toMatchObject({ isHidden: true });
  // Something to do, so that both lists are read: the visible one first.
  await place.direct.change(await idOf("20260103-1"), [{ path: "os_distro", value: "other" }]);
  await db.cloud.updateMany({ data: { hiddenNext: false } });
  place.proxy.afterwards = async ({ path }) => {
    if (path.includes("os_hidden=false")) await place.direct.change(id, [{ path: "os_hidden", value: false }]);
  };
  await look(1);
  place.proxy.afterwards = () => undefined;
  expect(await db.cloudFinding.findMany({ orderBy: { kind: "asc" } })).toMatchObject([{ kind: "unhidden", repaired: true }, { kind: "changed", repaired: true }]);
  expect(await idOf("20260102-1")).toBe(id);
});

test.each(["community", "shared"] as const)("%s images are listed to the project that owns them, hidden or not", { timeout: 120_000 }, async (visibility) => {
  const policy = { ...place.reconciler.policy, visibility };
  await look(1, { ...place.reconciler, policy });
  expect(await reconcile({ ...place.reconciler, policy })).toMatchObject({ outcome: "settled" });
  expect(await reconcile({ ...place.reconciler, policy })).toMatchObject({ outcome: "settled" });
  expect(await place.direct.show(await idOf("20260103-1"))).toMatchObject({ visibility });
});
