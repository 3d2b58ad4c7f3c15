import { randomBytes, randomUUID, createHash } from "node:crypto";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFaultyProxy, type FaultyProxy } from "./faulty-proxy.ts";
import { openGlance } from "./open.ts";
import { makeProject, startCloud, type TestCloud, type TestProject } from "./testing.ts";
import type { Glance, ImageSettings } from "./types.ts";

const bytes = randomBytes(3 * 1024 * 1024);
const sha512 = createHash("sha512").update(bytes).digest("hex");
const open = async () => Readable.from((function* () { for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536); })());
const settings = (name: string): ImageSettings => ({ name, isHidden: true, visibility: "private", isProtected: false, minDiskGib: 4, minRamMib: 512, properties: { __os_type: "Linux", os_distro: "debian" } });

let cloud: TestCloud;
let project: TestProject;
let proxy: FaultyProxy;
let glance: Glance;

beforeAll(async () => {
  cloud = await startCloud();
  project = await makeProject(cloud);
  proxy = await startFaultyProxy(cloud.imageUrl);
  glance = openGlance({ ...project.config, imageEndpoint: proxy.url }, { patience: { timeoutMs: 15_000, attempts: 3, firstPauseMs: 20 } });
}, 120_000);
afterAll(() => proxy.stop());

async function made(name = "image"): Promise<string> {
  const id = randomUUID();
  await glance.create(id, settings(name));
  return id;
}

/** The next request of this kind fails once in this way. */
function failOnce(method: string, fault: ReturnType<FaultyProxy["decide"]>): void {
  proxy.decide = (call) => {
    if (call.method !== method) return "pass";
    proxy.decide = () => "pass";
    return fault;
  };
}

test("an image is made, filled, shown, changed and removed; its hash is that of the bytes", async () => {
  const id = await made("first");
  await glance.upload(id, bytes.length, open);
  expect(await glance.show(id)).toMatchObject({ name: "first", status: "active", isHidden: true, sizeBytes: bytes.length, hashAlgorithm: "sha512", hash: sha512, minDiskGib: 4, properties: { os_distro: "debian" } });
  const changed = await glance.change(id, [{ path: "name", value: "second" }, { path: "os_hidden", value: false }, { path: "visibility", value: "public" }, { path: "protected", value: true }, { path: "os_distro", remove: true }, { path: "hw_disk_bus", value: "virtio" }]);
  expect(changed).toMatchObject({ id, name: "second", isHidden: false, visibility: "public", isProtected: true, properties: { __os_type: "Linux", hw_disk_bus: "virtio" } });
  expect(changed.properties).not.toHaveProperty("os_distro");
  await expect(glance.remove(id)).rejects.toMatchObject({ code: "forbidden" });
  await glance.change(id, [{ path: "protected", value: false }]);
  await glance.remove(id);
  await glance.remove(id);
  expect(await glance.show(id)).toBeNull();
});

test("hidden and visible images are two lists, read over several pages", async () => {
  const ids = [];
  for (let at = 0; at < 5; at += 1) ids.push(await made(`paged-${at}`));
  await glance.change(ids[0]!, [{ path: "os_hidden", value: false }]);
  proxy.decide = () => "pass";
  const [hidden, visible] = await Promise.all([glance.list({ isHidden: true }), glance.list({ isHidden: false })]);
  expect(hidden.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(1)));
  expect(hidden.map(({ id }) => id)).not.toContain(ids[0]);
  expect(visible.map(({ id }) => id)).toContain(ids[0]);
});

test("an id that Glance gave away is never given again, and making an image twice changes nothing", async () => {
  const id = await made("once");
  await glance.create(id, settings("twice"));
  expect(await glance.show(id)).toMatchObject({ name: "once" });
  await glance.remove(id);
  await expect(glance.create(id, settings("again"))).rejects.toMatchObject({ code: "conflict" });
});

test("an application credential opens the same project", async () => {
  const logIn = await fetch(`${cloud.authUrl}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth: { identity: { methods: ["password"], password: { user: { id: project.userId, password: project.password } } }, scope: { project: { id: project.projectId } } } }),
  });
  const response = await fetch(`${cloud.authUrl}/users/${project.userId}/application_credentials`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-auth-token": logIn.headers.get("x-subject-token") ?? "" },
    body: JSON.stringify({ application_credential: { name: "factory" } }),
  });
  const { application_credential: credential } = (await response.json()) as { application_credential: { id: string; secret: string } };
  const auth = { auth_url: cloud.authUrl, application_credential_id: credential.id, application_credential_secret: credential.secret };
  expect(await openGlance({ ...project.config, auth }).projectId()).toBe(project.projectId);
});

test.each([500, 502, 503])("an answer %i is waited out", async (status) => {
  const id = await made();
  failOnce("PATCH", { status });
  expect(await glance.change(id, [{ path: "name", value: `after-${status}` }])).toMatchObject({ name: `after-${status}` });
});

test("an answer that is lost on its way is asked for again", async () => {
  const id = randomUUID();
  failOnce("POST", "cut-answer");
  await glance.create(id, settings("lost"));
  failOnce("PATCH", "cut-answer");
  await glance.change(id, [{ path: "name", value: "found" }]);
  failOnce("DELETE", "cut-answer");
  await glance.remove(id);
  expect(await glance.show(id)).toBeNull();
});

test("a cloud that hangs is given up after a while, and another try is made", async () => {
  const id = await made();
  const waiting = (timeoutMs: number) => openGlance({ ...project.config, imageEndpoint: proxy.url }, { patience: { timeoutMs, attempts: 3, firstPauseMs: 20 } });
  failOnce("GET", "hang");
  // The answer that does come may take its time on a busy machine.
  expect(await waiting(8_000).show(id)).toMatchObject({ id });
  proxy.decide = () => "hang";
  await expect(waiting(1_000).show(id)).rejects.toMatchObject({ code: "timeout" });
  proxy.decide = () => "pass";
});

test("an upload that breaks off leaves an image which can be filled again or thrown away", async () => {
  const id = await made();
  failOnce("PUT", "cut-request");
  await expect(glance.upload(id, bytes.length, open)).rejects.toMatchObject({ code: "unavailable" });
  const left = await glance.show(id);
  expect(left?.status).not.toBe("active");
  await glance.remove(id);
  const again = await made();
  await glance.upload(again, bytes.length, open);
  expect(await glance.show(again)).toMatchObject({ status: "active", hash: sha512 });
});

test("a source that is gone, shorter than it says or breaks is told from a cloud that fails", async () => {
  const id = await made();
  await expect(glance.upload(id, bytes.length + 1, open)).rejects.toMatchObject({ code: "source-lost" });
  const gone = async () => Promise.reject(new Error("there is no such object"));
  await expect(glance.upload(await made(), bytes.length, gone)).rejects.toMatchObject({ code: "source-lost", message: expect.stringContaining("there is no such object") });
  const broken = async () => Readable.from((function* () { yield bytes.subarray(0, 65_536); throw new Error("the disk is gone"); })());
  await expect(glance.upload(await made(), bytes.length, broken)).rejects.toMatchObject({ code: "source-lost", message: expect.stringContaining("the disk is gone") });
});

test("a token that the cloud has forgotten is renewed once, in the middle of the work and before an upload", async () => {
  const id = await made();
  failOnce("PATCH", { status: 401 });
  expect(await glance.change(id, [{ path: "name", value: "renewed" }])).toMatchObject({ name: "renewed" });
  failOnce("GET", { status: 401 });
  await glance.upload(id, bytes.length, open);
  expect(await glance.show(id)).toMatchObject({ hash: sha512 });
});

test("the cloud fetches the bytes by itself where that is asked for", async () => {
  const server = createServer((_request, response) => response.writeHead(200, { "content-length": bytes.length }).end(bytes));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const port = (server.address() as { port: number }).port;
  const id = await made();
  expect(await glance.importFrom(id, `http://127.0.0.1:${port}/image.qcow2`)).toBe(true);
  expect(await glance.show(id)).toMatchObject({ status: "active", hash: sha512 });
  server.close();
  await expect(glance.importFrom(await made(), `http://127.0.0.1:${port}/image.qcow2`)).rejects.toMatchObject({ code: "import-failed" });
});

test("wrong credentials and an unknown region are named, without the secret", async () => {
  const wrong = { ...project.config, auth: { ...project.config.auth, password: "not-it" } };
  const refusal = await openGlance(wrong).projectId().catch((error: unknown) => error as Error);
  expect(refusal).toMatchObject({ code: "unauthorized" });
  expect(String(refusal)).not.toContain("not-it");
  await expect(openGlance({ ...project.config, region: "Nowhere" }).projectId()).rejects.toMatchObject({ code: "configuration", message: expect.stringContaining("RegionOne") });
});
