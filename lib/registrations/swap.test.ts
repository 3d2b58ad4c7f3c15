import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { openGlance } from "#lib/glance/open.ts";
import { reconcile } from "./reconcile.ts";
import { readStatus } from "./status/data.ts";
import { insertRegistrable, linesOf, startCloudTest, testActor, type CloudTest } from "./testing.ts";

// What happens around the two requests that move `_latest`: other uploads, an end of the process, news of the catalog.

const images = ["Standard_Quick", "Standard_Slow_A", "Standard_Slow_B"] as const;
const [quick, slow, slower] = images;
let place: CloudTest;

beforeAll(async () => {
  place = await startCloudTest();
  for (const name of images) {
    const id = await insertImage(db, name);
    for (const version of ["20260101-1", "20260102-1"]) await insertRegistrable(db, place.bytes, id, version);
    for (const version of ["20260102-1", "20260101-1"]) await promote(testActor, { imageName: name, version });
  }
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
}, 120_000);
afterEach(() => {
  place.proxy.decide = () => "pass";
  place.proxy.afterwards = () => undefined;
});
afterAll(() => place.stop());

async function publish(name: string, version: string): Promise<void> {
  const { id } = await db.image.findUniqueOrThrow({ where: { name } });
  await insertRegistrable(db, place.bytes, id, version);
  await promote(testActor, { imageName: name, version });
}

const latestOf = async (name: string) => Object.entries(await linesOf(place.direct, name)).filter(([, is]) => is === "latest").map(([version]) => version);

test("names move before bytes, and a swap that is done is no alarm while bytes of other images are on their way", { timeout: 120_000 }, async () => {
  await publish(slow, "20260103-1");
  await promote(testActor, { imageName: quick, version: "20260102-1" });
  let during: Awaited<ReturnType<typeof readStatus>> | undefined;
  let quickDuring: string[] = [];
  place.proxy.afterwards = async ({ method }) => {
    if (method !== "PUT") return;
    during = await readStatus(new Date(Date.now() + 60_000));
    quickDuring = await latestOf(quick);
  };
  expect(await reconcile(place.reconciler)).toMatchObject({ outcome: "changed", failures: [] });
  expect(quickDuring).toEqual(["20260102-1"]);
  expect(during?.clouds[0]?.openWindow).toBeNull();
});

test("a promotion waits for one long upload at most, not for all of them", { timeout: 120_000 }, async () => {
  await publish(slow, "20260104-1");
  await publish(slower, "20260104-1");
  const seen: string[] = [];
  place.proxy.afterwards = async ({ method, path }) => {
    if (method === "PUT" && !seen.includes("PUT")) await promote(testActor, { imageName: quick, version: "20260101-1" });
    const row = await db.glanceRegistration.findFirst({ where: { glanceId: path.split("/")[3] ?? crypto.randomUUID() }, select: { image: { select: { name: true } } } }).catch(() => null);
    seen.push(method === "PATCH" ? `PATCH ${row?.image.name}` : method);
  };
  expect(await reconcile({ ...place.reconciler, uploadsMs: 0 })).toMatchObject({ outcome: "changed", failures: [] });
  expect(await latestOf(quick)).toEqual(["20260101-1"]);
  expect(seen.filter((one) => one === "PUT")).toHaveLength(2);
  expect(seen.indexOf(`PATCH ${quick}`)).toBeLessThan(seen.lastIndexOf("PUT"));
  for (const name of [slow, slower]) expect(await latestOf(name)).toEqual(["20260104-1"]);
});

test("a worker that is asked to end between the two halves of a swap does the second one, and nothing more", { timeout: 120_000 }, async () => {
  await promote(testActor, { imageName: quick, version: "20260102-1" });
  await publish(slow, "20260105-1");
  const ending = new AbortController();
  const glance = openGlance(place.config, { signal: ending.signal });
  const seen: string[] = [];
  place.proxy.afterwards = ({ method }) => {
    seen.push(method);
    if (method === "PATCH" && !ending.signal.aborted) ending.abort();
  };
  await reconcile({ ...place.reconciler, glance, signal: ending.signal });
  expect(await latestOf(quick)).toEqual(["20260102-1"]);
  expect(seen.filter((method) => method !== "GET")).toEqual(["PATCH", "PATCH"]);
  expect((await readStatus(new Date(Date.now() + 60_000))).clouds[0]?.openWindow).toBeNull();
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
});
