import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { createDownloadCatalog } from "#lib/downloads/data.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject, startCloud, type TestCloud, type TestProject } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { runProcess } from "#lib/process.ts";
import { reconcile } from "#lib/registrations/reconcile.ts";
import type { Reconciler } from "#lib/registrations/run-steps.ts";
import { readStatus } from "#lib/registrations/status/data.ts";
import { insertRegistrable, makeReconciler, testActor, type Bytes } from "#lib/registrations/testing.ts";
import { resolve } from "#lib/resolver/data.ts";
import { revoke } from "#lib/revocations/mutations.ts";
import { createFront } from "#lib/server/front.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Storage } from "#lib/storage/types.ts";
import { enforceRetention } from "#lib/worker/retention.ts";
import { checkSignatures } from "#lib/worker/signatures.ts";

// The whole life of an image whose bytes become two Glance images, in a real cloud that fetches them from the real front.
// After every act the OpenStack client, the portal's status and its resolver say the same, and no id has changed.

const image = "Standard_Life";
const line = { "": image, _V100: `${image}_V100` };
const log = pino({ level: "silent" });
const ids: Record<string, string> = {};
let database: TestDatabase;
let cloud: TestCloud;
let project: TestProject;
let glance: Glance;
let reconciler: Reconciler;
let imageId: string;
let folder: string;
let storage: Storage;
let front: Server;
let base: string;

beforeAll(async () => {
  [database, cloud] = await Promise.all([startTestDatabase(), startCloud()]);
  folder = mkdtempSync(join(tmpdir(), "cloud-life-"));
  storage = openStorage(`file:${folder}`);
  const nothing = { nextHandler: (_request: unknown, response: { end: () => unknown }) => void response.end(), pages: { answer: async () => false }, counter: { record: () => undefined } };
  front = createFront({ ...nothing, catalog: createDownloadCatalog(db), storage, publicUrl: "http://localhost", downloadsMode: "node", readiness: {}, log });
  await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  project = await makeProject(cloud, { upload: "web-download" });
  glance = openGlance(project.config);
  // The cloud fetches the bytes by itself.
  const openBytes = async () => Readable.from(["not the bytes of the image"]);
  reconciler = { ...(await makeReconciler(project.config, glance, new Map())), publicUrl: base, openBytes };
  imageId = await insertImage(db, image);
  const bits = [{ bit: 1, key: "kvm", glanceProperty: "__support_kvm", glanceValue: "true" }, { bit: 2, key: "kvm-gpu-v100", glanceProperty: "__support_kvm_gpu_type", glanceValue: "V100" }];
  await db.capability.createMany({ data: bits.map((bit) => ({ ...bit, title: bit.key, description: "" })) });
  await db.coexistenceRule.create({ data: { bit: 2, excludedBit: 1, reason: "one hypervisor flag" } });
  await db.image.update({ where: { id: imageId }, data: { capabilities: 0b110 } });
}, 120_000);
afterAll(async () => {
  front.closeAllConnections();
  front.close();
  rmSync(folder, { recursive: true, force: true });
  await db.$disconnect();
  await database.stop();
});

async function publish(version: string): Promise<void> {
  const bytes: Bytes = new Map();
  await insertRegistrable(db, bytes, imageId, version);
  for (const [key, content] of bytes) await storage.putBytes(key, content);
}

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

/** The cloud after an act, as the client sees it: by version, the same for both lines, after status and resolver have agreed. */
async function after(): Promise<Record<string, string>> {
  expect((await reconcile(reconciler)).failures).toEqual([]);
  expect(await checkSignatures({ timeoutMs: 5_000, attempts: 1, pauseMs: 1 })).toBe(false);
  const rows = await db.glanceRegistration.findMany({ include: { build: true } });
  const kept = rows.filter(({ state }) => state !== "removed");
  const listed = await askClient(kept.map(({ glanceId }) => glanceId!));
  expect(listed).toEqual(Object.fromEntries(kept.map(({ glanceId, wantedName, wantedHidden }) => [glanceId, { name: wantedName, isHidden: wantedHidden }])));
  for (const { build, suffix, glanceId } of rows) expect(glanceId).toBe((ids[`${build.version}${suffix}`] ??= glanceId!));
  await statusSays(listed);
  for (const [id, { name }] of Object.entries(listed)) {
    expect((await resolve(id))?.registration).toEqual({ cloud: reconciler.policy.name, glanceId: id, name, goneAt: null });
    expect(await resolve(name)).not.toBeNull();
  }
  const byLine = Object.values(line).map((of) =>
    Object.fromEntries(kept.filter(({ suffix }) => `${image}${suffix}` === of).map(({ build, glanceId }) => [build.version, `${listed[glanceId!]?.name.slice(of.length + 1)}${listed[glanceId!]?.isHidden ? " (hidden)" : ""}`])),
  );
  expect(byLine[1]).toEqual(byLine[0]);
  return byLine[0]!;
}

/** All promises kept, and each line with what the client lists of it. */
async function statusSays(listed: Listed): Promise<void> {
  const { state, open, clouds } = await readStatus();
  expect({ state, open }).toEqual({ state: "kept", open: 0 });
  const versionOf = async (name: string) => {
    const [id] = Object.entries(listed).find(([, one]) => one.name === name && !one.isHidden) ?? [];
    return id ? (await resolve(id))?.build?.version : null;
  };
  for (const of of Object.values(line)) {
    const hidden = Object.values(listed).filter(({ name, isHidden }) => isHidden && new RegExp(`^${of}_[0-9]`).test(name)).length;
    expect(clouds[0]?.lines.find((one) => one.line === of)).toMatchObject({ latest: await versionOf(`${of}_latest`), prev: await versionOf(`${of}_prev`), hidden, broken: [] });
  }
}

test("a first promotion registers the image twice, with every property", { timeout: 90_000 }, async () => {
  await publish("20260101-1");
  await promote(testActor, { imageName: image, version: "20260101-1" });
  expect(await after()).toEqual({ "20260101-1": "latest" });
  const registered = await glance.show(ids["20260101-1"]!);
  expect(registered).toMatchObject({ visibility: "public", isProtected: true, minDiskGib: 4, minRamMib: 512, sizeBytes: 64 * 1024 });
  expect(registered?.properties).toMatchObject({
    __os_type: "Linux", __os_bit: "64", __platform: "Debian", hw_firmware_type: "bios", __image_capabilities: "2", __support_kvm: "true", virtual_env_type: "FusionCompute",
    os_distro: "debian", os_version: "12", os_purpose: "generic", replace_frequency: "monthly", image_original_user: "linux", patchlevel: "20260101-1",
    image_factory_signature_url: `${base}/download/${image}/20260101-1/image-20260101-1.qcow2.asc`,
  });
  expect(registered?.properties).not.toHaveProperty("image_factory_revoked");
  const { properties = {} } = (await glance.show(ids["20260101-1_V100"]!)) ?? {};
  expect(properties).toMatchObject({ __image_capabilities: "4", __support_kvm_gpu_type: "V100", image_factory_build_id: registered?.properties["image_factory_build_id"] });
  expect(properties).not.toHaveProperty("__support_kvm");
});

test("a second promotion rotates", { timeout: 90_000 }, async () => {
  await publish("20260102-1");
  await promote(testActor, { imageName: image, version: "20260102-1" });
  expect(await after()).toEqual({ "20260101-1": "prev", "20260102-1": "latest" });
  expect((await glance.show(ids["20260101-1"]!))?.properties["os_purpose"]).toBe("oldgeneric");
});

test("a third one hides the oldest, which stays usable by its id; a build that nobody promoted is hidden", { timeout: 90_000 }, async () => {
  await publish("20260103-1");
  await publish("20260104-1");
  await promote(testActor, { imageName: image, version: "20260103-1" });
  expect(await after()).toEqual({ "20260101-1": "20260101-1 (hidden)", "20260102-1": "prev", "20260103-1": "latest", "20260104-1": "20260104-1 (hidden)" });
});

test("a roll back to a hidden build brings it back under its old id", { timeout: 90_000 }, async () => {
  await promote(testActor, { imageName: image, version: "20260101-1", reason: "the new ones lose their network" });
  expect(await after()).toEqual({ "20260101-1": "latest", "20260102-1": "20260102-1 (hidden)", "20260103-1": "prev", "20260104-1": "20260104-1 (hidden)" });
});

test("a revoked latest is hidden and says why, here and in the cloud, and nothing takes its place", { timeout: 90_000 }, async () => {
  const request = { imageName: image, version: "20260101-1", reason: "vulnerability", severity: "high", explanation: "It lets strangers in.", replacementVersion: "20260103-1", successorVersion: "none" } as const;
  expect(await revoke(testActor, request)).toMatchObject({ ok: true });
  expect(await after()).toEqual({ "20260101-1": "20260101-1 (hidden)", "20260102-1": "20260102-1 (hidden)", "20260103-1": "prev", "20260104-1": "20260104-1 (hidden)" });
  const { properties = {} } = (await glance.show(ids["20260101-1"]!)) ?? {};
  expect(properties).toMatchObject({ image_factory_revoked: "vulnerability", image_factory_replacement: `${image}_20260103-1` });
  // Its signature stays within reach; its bytes come only to who asks for them in these words.
  expect(properties["image_factory_signature_url"]).toBe(`${properties["image_factory_download_url"]}.asc?revoked=1`);
  const answers = await Promise.all(["", "?revoked=1"].map((query) => fetch(`${properties["image_factory_download_url"]}${query}`)));
  expect(answers.map(({ status }) => status)).toEqual([403, 200]);
  expect(await answers[0]!.text()).toContain("It lets strangers in. Use 20260103-1 instead.");
  expect(await resolve(ids["20260101-1_V100"]!)).toMatchObject({ build: { state: "revoked", revocation: { replacementVersion: "20260103-1" } }, current: null });
  expect(await resolve(`${image}_V100_latest`)).toMatchObject({ matchedBy: "glance-name", build: null, current: null });
});

test("a revoked build reaches a cloud that did not have it yet, hidden, with its reason", { timeout: 90_000 }, async () => {
  await publish("20260105-1");
  await revoke(testActor, { imageName: image, version: "20260105-1", reason: "defect", severity: "low", explanation: "It never boots.", replacementVersion: undefined, successorVersion: undefined });
  expect(await after()).toMatchObject({ "20260105-1": "20260105-1 (hidden)" });
});

test("an expired build is removed although it was protected; its names and ids stay known", { timeout: 90_000 }, async () => {
  await db.build.updateMany({ where: { version: "20260102-1" }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(await enforceRetention({ actor: testActor, storage, log })).toEqual({ expired: 1, freed: 1 });
  expect(Object.keys(await after()).toSorted()).toEqual(["20260101-1", "20260103-1", "20260104-1", "20260105-1"]);
  for (const suffix of ["", "_V100"] as const) {
    const id = ids[`20260102-1${suffix}`]!;
    expect(await glance.show(id)).toBeNull();
    expect(await resolve(id)).toMatchObject({ matchedBy: "glance-id", build: { version: "20260102-1", state: "expired" }, registration: { glanceId: null, name: null, goneAt: expect.any(Date) } });
    expect(await resolve(`${line[suffix]}_20260102-1`)).toMatchObject({ build: { version: "20260102-1", state: "expired" } });
  }
});

test("an image that somebody removed comes back under a new id, to which the old one leads", { timeout: 90_000 }, async () => {
  const old = ids["20260103-1"]!;
  await glance.change(old, [{ path: "protected", value: false }]);
  await glance.remove(old);
  delete ids["20260103-1"];
  await reconcile(reconciler);
  expect(await after()).toMatchObject({ "20260103-1": "prev" });
  expect(ids["20260103-1"]).not.toBe(old);
  expect(await resolve(old)).toMatchObject({ build: { version: "20260103-1", state: "prev" }, registration: { glanceId: ids["20260103-1"], name: `${image}_prev`, goneAt: expect.any(Date) } });
});

test("a signature that its link no longer leads to is shown until it does", { timeout: 90_000 }, async () => {
  const { storageKey } = await db.artifact.findFirstOrThrow({ where: { kind: "signature", build: { version: "20260103-1" } } });
  const kept = await new Response((await storage.openRead(storageKey)) as unknown as BodyInit).text();
  await storage.removePrefix(storageKey);
  expect(await checkSignatures({ timeoutMs: 5_000, attempts: 1, pauseMs: 1 })).toBe(true);
  await reconcile(reconciler);
  const broken = await readStatus();
  expect(broken).toMatchObject({ state: "broken", open: 1 });
  expect(broken.findings[0]).toMatchObject({ kind: "dead_signature", invariant: "signature", image, endedAt: null, detail: `${image} 20260103-1: the link to its signature answers 410.` });
  expect(broken.clouds[0]?.lines.find((one) => one.line === image)?.broken).toEqual(["signature"]);
  await storage.putBytes(storageKey, kept);
  expect(await checkSignatures({ timeoutMs: 5_000, attempts: 1, pauseMs: 1 })).toBe(true);
  await reconcile(reconciler);
  expect(await readStatus()).toMatchObject({ state: "kept", open: 0 });
});

test("a name that an image in the cloud ever had is never given to another one", { timeout: 90_000 }, async () => {
  // The catalog now has an image of its own under the name of the second line, with a build of the same day.
  const other = await insertImage(db, line._V100);
  const bytes: Bytes = new Map();
  await insertRegistrable(db, bytes, other, "20260103-1");
  for (const [key, content] of bytes) await storage.putBytes(key, content);
  const result = await reconcile(reconciler);
  expect(result.failures).toMatchObject([{ line: line._V100, code: "name-used", message: expect.stringContaining(`${line._V100}_20260103-1 is not registered`) }]);
  expect(await db.cloud.findFirst()).toMatchObject({ errorCode: "name-used" });
  expect((await db.glanceName.findMany({ where: { name: `${line._V100}_20260103-1` }, include: { registration: true } })).map(({ registration }) => registration.imageId)).toEqual([imageId]);
});
