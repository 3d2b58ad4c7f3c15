import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject, startCloud, writeCloudsFile, type TestCloud, type TestProject } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { createLogger } from "#lib/log.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readControlledClouds } from "#lib/registrations/control/data.ts";
import { askForLook, askForPlan, decideDrift } from "#lib/registrations/control/mutations.ts";
import { readStatus } from "#lib/registrations/status/data.ts";
import { insertRegistrable, linesOf, testActor, type Bytes } from "#lib/registrations/testing.ts";
import { openStorage } from "#lib/storage/open.ts";
import { keepClouds, type CloudsOptions } from "./clouds.ts";

// The clouds as a worker keeps them, with its queue and in its own time: what people change by hand stands on the status
// page within a minute, and is repaired.

const images = ["Standard_Renamed", "Standard_Unhidden", "Standard_Removed", "Standard_Doubled"] as const;
let database: TestDatabase;
let folder: string;
let glance: Glance;
let cloud: string;
let services: TestCloud;
let project: TestProject;
let options: CloudsOptions;
let keeping: Awaited<ReturnType<typeof keepClouds>>;

beforeAll(async () => {
  [database, services] = await Promise.all([startTestDatabase(), startCloud()]);
  folder = mkdtempSync(join(tmpdir(), "keep-clouds-"));
  project = await makeProject(services, { role: "member", visibility: "private" });
  glance = openGlance(project.config);
  cloud = project.config.name;
  const storage = openStorage(`file:${join(folder, "storage")}`);
  for (const image of images) {
    const imageId = await insertImage(db, image);
    for (const version of ["20260101-1", "20260102-1", "20260103-1"]) {
      const bytes: Bytes = new Map();
      await insertRegistrable(db, bytes, imageId, version, { size: 2_048 });
      for (const [key, content] of bytes) await storage.putBytes(key, content);
      await promote(testActor, { imageName: image, version });
    }
  }
  const env = readEnv({ DATABASE_URL: database.url, DATA_DIR: folder, OS_CLIENT_CONFIG_FILE: writeCloudsFile(folder, [project]) });
  options = { env, actor: testActor, storage, log: createLogger("test", "silent") };
  keeping = await keepClouds(options);
}, 120_000);
afterAll(async () => {
  await keeping.stop();
  rmSync(folder, { recursive: true, force: true });
  await db.$disconnect();
  await database.stop();
});

/** Asks again and again until `isSo`; how long that took, in seconds. */
async function until(isSo: () => Promise<boolean>, atMostSeconds: number, what: string): Promise<number> {
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1_000;
  while (!(await isSo())) {
    if (seconds() > atMostSeconds) throw new Error(`Not within ${atMostSeconds} s: ${what}`);
    await sleep(200);
  }
  return seconds();
}

const isRegistered = async () => (await readStatus()).clouds[0]?.lines.filter(({ pending }) => pending === 0).length === images.length;
const settled = { "20260101-1": "20260101-1 (hidden)", "20260102-1": "prev", "20260103-1": "latest" };
const idOf = async (image: string, version: string) => (await db.glanceRegistration.findFirstOrThrow({ where: { image: { name: image }, build: { version } } })).glanceId!;

test("what a worker finds published at its start is registered", { timeout: 120_000 }, async () => {
  await until(isRegistered, 90, "all images registered");
  for (const image of images) expect(await linesOf(glance, image)).toEqual(settled);
});

test("each change by hand stands on the status page within a minute, and is repaired", { timeout: 120_000 }, async () => {
  const [renamed, unhidden, removed, doubled] = images;
  await glance.change(await idOf(renamed, "20260103-1"), [{ path: "name", value: "Standard_Something" }]);
  await glance.change(await idOf(unhidden, "20260101-1"), [{ path: "os_hidden", value: false }]);
  const gone = await idOf(removed, "20260102-1");
  await glance.change(gone, [{ path: "protected", value: false }]);
  await glance.remove(gone);
  const second = crypto.randomUUID();
  await glance.create(second, { name: `${doubled}_latest`, isHidden: false, visibility: "private", isProtected: false, minDiskGib: 0, minRamMib: 0, properties: {} });

  const expected = [[renamed, "renamed"], [unhidden, "unhidden"], [removed, "missing"], [doubled, "two_latest"]] as const;
  const isFound = async ([image, kind]: (typeof expected)[number]) => (await readStatus()).findings.some((finding) => finding.image === image && finding.kind === kind);
  const shown = await Promise.all(expected.map(async (one) => `${one[1]} after ${(await until(() => isFound(one), 60, one.join(" "))).toFixed(1)} s`));
  // No portal serves the signatures here; their links are another promise.
  const byHand = async () => (await readStatus()).findings.filter(({ kind }) => kind !== "dead_signature");
  const repaired = await until(async () => (await byHand()).every(({ endedAt }) => endedAt !== null), 60, "everything repaired");
  console.log(`shown on the status page: ${shown.join(", ")}; all repaired ${repaired.toFixed(1)} s later`);
  for (const image of images) expect(await linesOf(glance, image)).toMatchObject(settled);
  expect((await byHand()).every((finding) => finding.repaired)).toBe(true);
});

test("a promotion reaches the cloud at once, without waiting for the next look", { timeout: 60_000 }, async () => {
  await promote(testActor, { imageName: images[0], version: "20260101-1" });
  const seconds = await until(async () => (await linesOf(glance, images[0]))["20260101-1"] === "latest", 15, "the promotion");
  console.log(`a promotion reached the cloud after ${seconds.toFixed(1)} s`);
});

test("an admin sees the plan before it is carried out, decides, and lets it be carried out", { timeout: 60_000 }, async () => {
  const read = async () => (await readControlledClouds(testActor))[0]!;
  await decideDrift(testActor, { cloud, drift: "report", expected: "file" });
  await until(async () => (await read()).override === "report" && (await read()).pendingSteps === 0, 15, "the decision");
  const id = await idOf(images[1], "20260103-1");
  await glance.change(id, [{ path: "name", value: "Standard_By_Hand" }]);
  await askForPlan(testActor, { cloud });
  await until(async () => (await read()).plan !== null, 15, "the plan");
  // Where changes by hand are left, the plan has nothing to do and tells what was found.
  expect((await read()).plan).toMatchObject({ steps: [], failure: null, findings: expect.arrayContaining([expect.objectContaining({ kind: "renamed" })]) });
  await decideDrift(testActor, { cloud, drift: "file", expected: "report" });
  await askForLook(testActor, { cloud });
  await until(async () => (await glance.show(id))?.name === `${images[1]}_latest`, 15, "the repair");
});

test("what is changed in clouds.yaml counts without a new start of the worker: a mistake, its correction, and other credentials", { timeout: 120_000 }, async () => {
  const path = options.env.OS_CLIENT_CONFIG_FILE!;
  const failure = async () => (await readControlledClouds(testActor))[0]?.failure?.code ?? null;
  writeFileSync(path, "clouds: [");
  await until(async () => (await failure()) === "configuration", 20, "the mistake");
  const password = `other-${crypto.randomUUID()}`;
  await services.administer(`${services.authUrl}/users/${project.userId}`, { method: "PATCH", body: { user: { password } } });
  writeCloudsFile(folder, [project]);
  await until(async () => (await failure()) === "unauthorized", 60, "the old password");
  writeCloudsFile(folder, [{ ...project, config: { ...project.config, auth: { ...project.config.auth, password } } }]);
  await until(async () => (await failure()) === null, 60, "the new password");
});

test("a worker without a clouds.yaml leaves the clouds to the others; one whose file is broken says so", async () => {
  const { stop } = await keepClouds({ ...options, env: readEnv({ DATABASE_URL: database.url, DATA_DIR: folder }) });
  await stop();
  expect(await db.cloud.findFirstOrThrow()).toMatchObject({ isConfigured: true, errorCode: null });
  const path = join(folder, "broken.yaml");
  writeFileSync(path, "clouds: [");
  const broken = await keepClouds({ ...options, env: readEnv({ DATABASE_URL: database.url, DATA_DIR: folder, OS_CLIENT_CONFIG_FILE: path }) });
  await broken.stop();
  const [shown] = await readControlledClouds(testActor);
  expect(shown?.failure).toMatchObject({ code: "configuration", message: expect.stringContaining("not readable as YAML") });
});
