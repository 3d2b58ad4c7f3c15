import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject, startCloud, type TestCloud, type TestProject } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { runProcess } from "#lib/process.ts";
import { reconcile } from "./reconcile.ts";
import type { Reconciler } from "./run-steps.ts";
import { insertRegistrable, makeReconciler, testActor, type Bytes } from "./testing.ts";

// The whole life of an image in a real cloud, and after every act the word of the OpenStack client.

const image = "Standard_Life";
const bytes: Bytes = new Map();
const ids: Record<string, string> = {};
let database: TestDatabase;
let cloud: TestCloud;
let project: TestProject;
let glance: Glance;
let reconciler: Reconciler;
let imageId: string;

beforeAll(async () => {
  [database, cloud] = await Promise.all([startTestDatabase(), startCloud()]);
  project = await makeProject(cloud);
  glance = openGlance(project.config);
  reconciler = await makeReconciler(project.config, glance, bytes);
  imageId = await insertImage(db, image);
}, 120_000);
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

type Listed = Record<string, { name: string; isHidden: boolean }>;

/** What `openstack image list` and `openstack image show` say of our images, by id; all commands in one start of the client. */
async function askClient(shown: string[]): Promise<Listed> {
  const { auth } = project.config;
  const env = { NODE_ENV: "test" as const, PATH: "/usr/bin:/bin", LANG: "C.UTF-8", OS_AUTH_URL: auth.auth_url, OS_USERNAME: auth.username, OS_PASSWORD: auth.password, OS_USER_DOMAIN_ID: "default", OS_PROJECT_ID: auth.project_id, OS_IDENTITY_API_VERSION: "3" };
  const commands = ["image list -f json", "image list --hidden -f json", ...shown.map((id) => `image show -f json ${id}`)];
  const { stdout } = await runProcess({ command: "/usr/bin/openstack", args: [], env, timeoutMs: 60_000, input: `${commands.join("\n")}\n` });
  const answers = stdout.replaceAll(/^\(openstack\) ?/gm, "").trim();
  const documents = answers.split(/\n(?=[[{]\n?)/).map((text) => JSON.parse(text) as unknown);
  const [visible, hidden, ...details] = documents as [{ ID: string; Name: string }[], { ID: string; Name: string }[], ...{ id: string; name: string; os_hidden?: boolean; status: string }[]];
  const entries = [...visible.map((entry) => ({ ...entry, isHidden: false })), ...hidden.map((entry) => ({ ...entry, isHidden: true }))];
  const listed = Object.fromEntries(entries.filter(({ Name }) => Name.startsWith(image)).map(({ ID, Name, isHidden }) => [ID, { name: Name, isHidden }]));
  for (const { id, name, status } of details) expect({ id, name, status }).toEqual({ id, name: listed[id]?.name, status: "active" });
  return listed;
}

/** The cloud after an act: by version, as the client names it, checked against the portal's own rows. */
async function after(): Promise<Record<string, string>> {
  const result = await reconcile(reconciler);
  expect(result.failures).toEqual([]);
  const rows = await db.glanceRegistration.findMany({ where: { cloud: reconciler.policy.name }, include: { build: true } });
  const kept = rows.filter(({ state }) => state !== "removed");
  const listed = await askClient(kept.map(({ glanceId }) => glanceId!));
  expect(listed).toEqual(Object.fromEntries(kept.map(({ glanceId, wantedName, wantedHidden }) => [glanceId, { name: wantedName, isHidden: wantedHidden }])));
  for (const { build, glanceId } of rows) expect(glanceId).toBe((ids[build.version] ??= glanceId!));
  return Object.fromEntries(kept.map(({ build, wantedName, wantedHidden }) => [build.version, `${wantedName}${wantedHidden ? " (hidden)" : ""}`]));
}

test("a first promotion registers the image under its name, with every property", { timeout: 60_000 }, async () => {
  await insertRegistrable(db, bytes, imageId, "20260101-1");
  await promote(testActor, { imageName: image, version: "20260101-1" });
  expect(await after()).toEqual({ "20260101-1": `${image}_latest` });
  const registered = await glance.show(ids["20260101-1"]!);
  expect(registered).toMatchObject({ visibility: "public", isProtected: true, minDiskGib: 4, minRamMib: 512, sizeBytes: 64 * 1024 });
  expect(registered?.properties).toMatchObject({
    __os_type: "Linux", __os_bit: "64", __platform: "Debian", hw_firmware_type: "bios", __image_capabilities: "0", virtual_env_type: "FusionCompute",
    os_distro: "debian", os_version: "12", os_purpose: "generic", replace_frequency: "monthly", image_original_user: "linux", patchlevel: "20260101-1",
    image_factory_signature_url: `https://images.example/download/${image}/20260101-1/image-20260101-1.qcow2.asc`,
  });
  expect(registered?.properties).not.toHaveProperty("image_factory_revoked");
});

test("a second promotion rotates", { timeout: 60_000 }, async () => {
  await insertRegistrable(db, bytes, imageId, "20260102-1");
  await promote(testActor, { imageName: image, version: "20260102-1" });
  expect(await after()).toEqual({ "20260101-1": `${image}_prev`, "20260102-1": `${image}_latest` });
  expect((await glance.show(ids["20260101-1"]!))?.properties["os_purpose"]).toBe("oldgeneric");
});

test("a third one hides the oldest, which stays usable by its id; a build that nobody promoted is hidden", { timeout: 60_000 }, async () => {
  await insertRegistrable(db, bytes, imageId, "20260103-1");
  await insertRegistrable(db, bytes, imageId, "20260104-1");
  await promote(testActor, { imageName: image, version: "20260103-1" });
  expect(await after()).toEqual({ "20260101-1": `${image}_20260101-1 (hidden)`, "20260102-1": `${image}_prev`, "20260103-1": `${image}_latest`, "20260104-1": `${image}_20260104-1 (hidden)` });
});

test("a roll back to a hidden build brings it back under its old id", { timeout: 60_000 }, async () => {
  await promote(testActor, { imageName: image, version: "20260101-1", reason: "the new ones lose their network" });
  expect(await after()).toEqual({ "20260101-1": `${image}_latest`, "20260102-1": `${image}_20260102-1 (hidden)`, "20260103-1": `${image}_prev`, "20260104-1": `${image}_20260104-1 (hidden)` });
});

test("a revoked latest is hidden and says why, and nothing takes its place", { timeout: 60_000 }, async () => {
  const replacement = await db.build.findFirstOrThrow({ where: { version: "20260103-1" } });
  const revoked = await db.build.findFirstOrThrow({ where: { version: "20260101-1" } });
  await db.revocation.create({ data: { buildId: revoked.id, reason: "vulnerability", explanation: "a hole", severity: "high", replacementBuildId: replacement.id, actorKind: "system", actorName: "test" } });
  expect(await after()).toEqual({ "20260101-1": `${image}_20260101-1 (hidden)`, "20260102-1": `${image}_20260102-1 (hidden)`, "20260103-1": `${image}_prev`, "20260104-1": `${image}_20260104-1 (hidden)` });
  expect((await glance.show(ids["20260101-1"]!))?.properties).toMatchObject({ image_factory_revoked: "vulnerability", image_factory_replacement: `${image}_20260103-1` });
  const open = await db.cloudFinding.findMany({ where: { endedAt: null } });
  expect(open).toEqual([]);
});

test("an expired build is removed although it was protected, and its id stays known", { timeout: 60_000 }, async () => {
  await db.build.updateMany({ where: { version: "20260102-1" }, data: { expiredAt: new Date() } });
  expect(await after()).toEqual({ "20260101-1": `${image}_20260101-1 (hidden)`, "20260103-1": `${image}_prev`, "20260104-1": `${image}_20260104-1 (hidden)` });
  expect(await glance.show(ids["20260102-1"]!)).toBeNull();
  expect(await db.glanceImage.findMany({ where: { glanceId: ids["20260102-1"]! } })).toMatchObject([{ goneAt: expect.any(Date) }]);
});
