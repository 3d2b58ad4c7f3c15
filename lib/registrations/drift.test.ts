import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { reconcile } from "./reconcile.ts";
import { insertRegistrable, linesOf, startCloudTest, testActor, type CloudTest } from "./testing.ts";

// What people do to our images in the cloud by hand is seen within two looks, shown, and undone.

const image = "Standard_Drift";
const right = { "20260101-1": "20260101-1 (hidden)", "20260102-1": "prev", "20260103-1": "latest" };
let place: CloudTest;
let idOf: Record<string, string>;

beforeAll(async () => {
  place = await startCloudTest();
  const imageId = await insertImage(db, image);
  for (const version of Object.keys(right)) {
    await insertRegistrable(db, place.bytes, imageId, version);
    await promote(testActor, { imageName: image, version });
  }
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
}, 120_000);
afterAll(() => place.stop());

beforeEach(async () => {
  expect(await linesOf(place.direct, image)).toEqual(right);
  const rows = await db.glanceRegistration.findMany({ select: { glanceId: true, build: { select: { version: true } } } });
  idOf = Object.fromEntries(rows.map(({ build, glanceId }) => [build.version, glanceId!]));
  await db.cloudFinding.deleteMany();
});

/** Looks until one look did something, twice at most: a quick look reads one of the two lists in turn. */
async function lookTwice() {
  const first = await reconcile(place.reconciler);
  const results = first.outcome === "settled" ? [first, await reconcile(place.reconciler)] : [first];
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  expect(results.at(-1)?.outcome).toBe("changed");
  return db.cloudFinding.findMany({ orderBy: { kind: "asc" }, select: { kind: true, repaired: true, detail: true } });
}

describe("drift is shown and repaired", () => {
  test("a renamed latest", async () => {
    await place.direct.change(idOf["20260103-1"]!, [{ path: "name", value: "Standard_Drift_old" }]);
    expect(await lookTwice()).toMatchObject([{ kind: "no_latest", repaired: true }, { kind: "renamed", repaired: true, detail: "Standard_Drift_latest is called Standard_Drift_old." }]);
  });

  test("a hidden latest", async () => {
    await place.direct.change(idOf["20260103-1"]!, [{ path: "os_hidden", value: true }]);
    expect(await lookTwice()).toMatchObject([{ kind: "no_latest" }, { kind: "hidden", repaired: true }]);
  });

  test("an old build that was made visible again", async () => {
    await place.direct.change(idOf["20260101-1"]!, [{ path: "os_hidden", value: false }]);
    expect(await lookTwice()).toMatchObject([{ kind: "unhidden", repaired: true }]);
  });

  test("a removed image comes back under a new id, and the old one stays known", async () => {
    const old = idOf["20260102-1"]!;
    await place.direct.change(old, [{ path: "protected", value: false }]);
    await place.direct.remove(old);
    expect(await lookTwice()).toMatchObject([{ kind: "missing", repaired: true }]);
    const ids = await db.glanceImage.findMany({ where: { registration: { build: { version: "20260102-1" } } }, orderBy: { chosenAt: "asc" } });
    expect(ids).toMatchObject([{ glanceId: old, goneAt: expect.any(Date) }, { goneAt: null }]);
    expect(await db.auditEntry.count({ where: { action: "registration.renew" } })).toBe(1);
  });

  test("a removed hidden image", async () => {
    await place.direct.change(idOf["20260101-1"]!, [{ path: "protected", value: false }]);
    await place.direct.remove(idOf["20260101-1"]!);
    expect(await lookTwice()).toMatchObject([{ kind: "missing", repaired: true }]);
  });

  test("a second image with the name of latest is renamed and hidden, not removed", async () => {
    const id = crypto.randomUUID();
    await place.direct.create(id, { name: `${image}_latest`, isHidden: false, visibility: "private", isProtected: false, minDiskGib: 0, minRamMib: 0, properties: {} });
    expect(await lookTwice()).toMatchObject([{ kind: "two_latest", repaired: true }, { kind: "duplicate_name", repaired: true }]);
    expect(await place.direct.show(id)).toMatchObject({ name: `${image}_latest_unregistered_${id.slice(0, 8)}`, isHidden: true });
    await place.direct.remove(id);
  });

  test("changed properties, protection and visibility; properties of other people are left alone", async () => {
    const id = idOf["20260103-1"]!;
    await place.direct.change(id, [{ path: "protected", value: false }, { path: "visibility", value: "private" }, { path: "__platform", value: "Other" }, { path: "__support_xen", value: "false" }, { path: "owner_note", value: "keep" }]);
    await db.capability.create({ data: { bit: 0, key: "xen", title: "Xen", description: "", glanceProperty: "__support_xen", glanceValue: "true" } });
    expect(await lookTwice()).toMatchObject([{ kind: "changed", repaired: true }]);
    const image = await place.direct.show(id);
    expect(image).toMatchObject({ isProtected: true, visibility: "public", properties: { __platform: "Debian", owner_note: "keep" } });
    expect(image?.properties).not.toHaveProperty("__support_xen");
  });

  test("a deactivated image", async () => {
    await place.cloud.administer(`${place.cloud.imageUrl}/v2/images/${idOf["20260103-1"]}/actions/deactivate`, { method: "POST" });
    expect(await lookTwice()).toMatchObject([{ kind: "deactivated", repaired: true }]);
    expect((await place.direct.show(idOf["20260103-1"]!))?.status).toBe("active");
  });
});

test("where only reports are wanted, drift is shown and left, and a promotion is carried out all the same", async () => {
  const reporting = { ...place.reconciler, policy: { ...place.reconciler.policy, drift: "report" as const } };
  await place.direct.change(idOf["20260102-1"]!, [{ path: "name", value: "Standard_Drift_renamed" }]);
  await reconcile(reporting);
  await reconcile(reporting);
  expect(await db.cloudFinding.findMany()).toMatchObject([{ kind: "renamed", endedAt: null }]);
  expect(await linesOf(place.direct, image)).toMatchObject({ "20260102-1": "renamed" });
  expect(await db.cloud.findFirst()).toMatchObject({ pendingSteps: 1, errorCode: null });

  await promote(testActor, { imageName: image, version: "20260101-1" });
  await reconcile(reporting);
  expect(await linesOf(place.direct, image)).toEqual({ "20260101-1": "latest", "20260102-1": "20260102-1 (hidden)", "20260103-1": "prev" });
  expect(await db.cloudFinding.count({ where: { endedAt: null } })).toBe(0);
});
