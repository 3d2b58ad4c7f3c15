import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { startFaultyProxy, type FaultyProxy } from "#lib/glance/faulty-proxy.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject } from "#lib/glance/testing.ts";
import { recordClouds } from "./mutations.ts";
import { reconcile } from "./reconcile.ts";
import type { Reconciler } from "./run-steps.ts";
import type { Target } from "./schema.ts";
import { insertRegistrable, makeReconciler, startCloudTest, testActor, type CloudTest } from "./testing.ts";
import { recordWish } from "./wish.ts";

const imageCount = 100;
const cloudCount = 5;
let place: CloudTest;
const places: { reconciler: Reconciler; proxy: FaultyProxy }[] = [];

beforeAll(async () => {
  place = await startCloudTest({ role: "member", visibility: "private" });
  for (let at = 0; at < imageCount; at += 1) {
    const name = `Standard_Many_${at}`;
    await insertRegistrable(db, place.bytes, await insertImage(db, name), "20260101-1", { size: 1_024 });
    await promote(testActor, { imageName: name, version: "20260101-1" });
  }
  for (let at = 0; at < cloudCount; at += 1) {
    const [project, proxy] = await Promise.all([makeProject(place.cloud, { role: "member", visibility: "private" }), startFaultyProxy(place.cloud.imageUrl)]);
    const config = { ...project.config, imageEndpoint: proxy.url };
    places.push({ proxy, reconciler: await makeReconciler(config, openGlance(config), place.bytes) });
  }
  await recordClouds(places.map(({ reconciler }) => reconciler.policy));
}, 300_000);
afterAll(async () => {
  for (const { proxy } of places) await proxy.stop();
  await place.stop();
});

/** Puts finished images straight into Glance's own database: 500 of them by requests would take minutes and show nothing new. */
function insertIntoGlance(projectId: string, targets: Target[]): void {
  const glance = new DatabaseSync(place.cloud.glanceDatabase, { timeout: 20_000 });
  const image = glance.prepare(
    `insert into images (id, name, size, status, created_at, updated_at, deleted, disk_format, container_format, owner, min_disk, min_ram, protected, visibility, os_hidden, os_hash_algo, os_hash_value)
     values (?, ?, ?, 'active', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 0, 'qcow2', 'bare', ?, ?, ?, ?, ?, ?, 'sha512', ?)`,
  );
  const property = glance.prepare("insert into image_properties (image_id, name, value, created_at, deleted) values (?, ?, ?, '2026-01-01 00:00:00', 0)");
  glance.exec("begin");
  for (const { glanceId, settings, bytes } of targets) {
    image.run(glanceId, settings.name, bytes.sizeBytes, projectId, settings.minDiskGib, settings.minRamMib, Number(settings.isProtected), settings.visibility, Number(settings.isHidden), bytes.sha512);
    for (const [name, value] of Object.entries(settings.properties)) property.run(glanceId, name, value);
  }
  glance.exec("commit");
  glance.close();
}

test("100 images in 5 clouds with nothing to do: one list call for each cloud", { timeout: 240_000 }, async () => {
  for (const { reconciler } of places) {
    const { targets } = await recordWish(reconciler.policy, reconciler.publicUrl);
    expect(targets).toHaveLength(imageCount);
    insertIntoGlance(await reconciler.glance.projectId(), targets);
    expect(await reconcile(reconciler)).toMatchObject({ outcome: "settled", steps: 0 });
  }
  expect(await db.glanceRegistration.count({ where: { state: "registered" } })).toBe(imageCount * cloudCount);

  // One pass reads the hidden images, the next one the visible ones.
  for (const hidden of ["true", "false"]) {
    for (const { proxy } of places) proxy.seen.length = 0;
    const startedAt = performance.now();
    const quiet = await Promise.all(places.map(({ reconciler }) => reconcile(reconciler)));
    console.log(`nothing to do in ${cloudCount} clouds with ${imageCount} images (hidden: ${hidden}): ${Math.round(performance.now() - startedAt)} ms`);
    expect(quiet.map(({ outcome }) => outcome)).toEqual(places.map(() => "settled"));
    for (const { proxy } of places) expect(proxy.seen).toMatchObject([{ method: "GET", path: expect.stringContaining(`os_hidden=${hidden}`) }]);
  }
});

/** Images that others of the project made, more than a cloud gives in one page. */
function insertOthers(projectId: string, count: number): void {
  const glance = new DatabaseSync(place.cloud.glanceDatabase, { timeout: 20_000 });
  const insert = glance.prepare(
    `insert into images (id, name, size, status, created_at, updated_at, deleted, disk_format, container_format, owner, min_disk, min_ram, protected, visibility, os_hidden)
     values (?, ?, 1, 'active', '2025-01-01 00:00:00.000000', '2025-01-01 00:00:00.000000', 0, 'qcow2', 'bare', ?, 0, 0, 0, 'private', 0)`,
  );
  glance.exec("begin");
  for (let at = 0; at < count; at += 1) insert.run(randomUUID(), `Other_${at}`, projectId);
  glance.exec("commit");
  glance.close();
}

test("a cloud with more images than its pages hold is read page by page, to the end", { timeout: 240_000 }, async () => {
  const { reconciler, proxy } = places[0]!;
  insertOthers(await reconciler.glance.projectId(), 1_150);
  proxy.seen.length = 0;
  // Ours come last: made later than all others, they are on the second page.
  const visible = await reconciler.glance.list({ isHidden: false });
  // Other tests share the cloud, with public images of their own.
  const ours = new Set((await db.glanceRegistration.findMany({ where: { cloud: reconciler.policy.name } })).map(({ glanceId }) => glanceId));
  expect(visible.filter(({ name }) => name?.startsWith("Other_"))).toHaveLength(1_150);
  expect(visible.filter(({ id }) => ours.has(id))).toHaveLength(imageCount);
  expect(new Set(visible.map(({ id }) => id)).size).toBe(visible.length);
  expect(proxy.seen.map(({ path }) => path)).toEqual([expect.not.stringContaining("marker="), expect.stringMatching(/os_hidden=false.*marker=|marker=.*os_hidden=false/)]);
  for (let at = 0; at < 2; at += 1) expect(await reconcile(reconciler)).toMatchObject({ outcome: "settled", steps: 0 });
});
