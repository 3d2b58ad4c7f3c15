import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { systemActor } from "#lib/auth/actor.ts";
import { insertPublishableBuild } from "#lib/channels/testing.ts";
import { db, type Database } from "#lib/db.ts";
import type { CloudConfig, CloudUsage } from "#lib/glance/clouds-file.ts";
import { startFaultyProxy } from "#lib/glance/faulty-proxy.ts";
import { openGlance } from "#lib/glance/open.ts";
import { makeProject, startCloud } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { createLogger, type Logger } from "#lib/log.ts";
import { startTestDatabase } from "#lib/postgres/testing.ts";
import { recordClouds } from "./mutations.ts";
import type { Reconciler } from "./run-steps.ts";
import type { CloudPolicy } from "./schema.ts";

/** The bytes of builds in memory, in the place of storage. */
export type Bytes = Map<string, Buffer>;

export const testActor = systemActor("test");

/** A published build with bytes of its own that were "signed" with their true hashes, and a signature at its address; its id. */
export async function insertRegistrable(db: Database, bytes: Bytes, imageId: string, version: string, { size = 64 * 1024, publishedAt = new Date() } = {}): Promise<string> {
  const id = await insertPublishableBuild(db, imageId, version);
  const content = randomBytes(size);
  const file = await db.artifact.findFirstOrThrow({ where: { buildId: id, kind: "qcow2" } });
  const hash = (name: string) => createHash(name).update(content).digest("hex");
  await db.artifact.update({ where: { id: file.id }, data: { sizeBytes: content.length, sha256: hash("sha256"), sha512: hash("sha512"), fileName: `image-${version}.qcow2` } });
  const signature = Buffer.from(`-----BEGIN PGP SIGNATURE-----\n${hash("sha256")}\n`);
  const beside = await db.artifact.findFirstOrThrow({ where: { signatureOfId: file.id } });
  const sha256 = createHash("sha256").update(signature).digest("hex");
  await db.artifact.update({ where: { id: beside.id }, data: { sizeBytes: signature.length, sha256, fileName: `image-${version}.qcow2.asc` } });
  bytes.set(beside.storageKey, signature);
  const week = 7 * 86_400_000;
  await db.build.update({ where: { id }, data: { status: "published", publishedAt, finishedAt: publishedAt, expiresAt: new Date(publishedAt.getTime() + 100 * week) } });
  bytes.set(file.storageKey, content);
  return id;
}

/** What of a cloud's configuration this room knows. */
export function policyOf({ name, usage }: CloudConfig): CloudPolicy {
  return { name, drift: usage.drift, visibility: usage.visibility, isProtected: usage.protected, upload: usage.upload };
}

/** A reconciler of one cloud with bytes from memory, after the cloud was made known to the database. */
export async function makeReconciler(config: CloudConfig, glance: Glance, bytes: Bytes, log: Logger = createLogger("test", "silent")): Promise<Reconciler> {
  const policy = policyOf(config);
  await recordClouds([policy]);
  const openBytes = async (key: string) => Readable.from(chunks(bytes.get(key) ?? Buffer.alloc(0)));
  return { actor: testActor, policy, glance, publicUrl: "https://images.example", openBytes, log, signal: new AbortController().signal };
}

function* chunks(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 16_384) yield content.subarray(at, at + 16_384);
}

/** A database, a real cloud with a proxy before it that fails on demand, a project of its own, and a reconciler for it. */
export async function startCloudTest({ role = "admin", ...usage }: Partial<CloudUsage> & { role?: "admin" | "member" } = {}) {
  const [database, cloud] = await Promise.all([startTestDatabase(), startCloud()]);
  const [project, proxy] = await Promise.all([makeProject(cloud, { role, ...usage }), startFaultyProxy(cloud.imageUrl)]);
  const bytes: Bytes = new Map();
  const config = { ...project.config, imageEndpoint: proxy.url };
  const glance = openGlance(config, { patience: { timeoutMs: 20_000, attempts: 2, firstPauseMs: 20 } });
  // Straight to the cloud, for what people do by hand and for looking on.
  const direct = openGlance(project.config);
  const reconciler = await makeReconciler(config, glance, bytes);
  const stop = async () => {
    await proxy.stop();
    await db.$disconnect();
    await database.stop();
  };
  return { database, cloud, project, proxy, bytes, config, glance, direct, reconciler, stop };
}

export type CloudTest = Awaited<ReturnType<typeof startCloudTest>>;

/** What customers and the cloud's people see of a line: name of each image, with `(hidden)`, by its version. */
export async function linesOf(glance: Glance, prefix: string): Promise<Record<string, string>> {
  const [visible, hidden] = await Promise.all([glance.list({ isHidden: false }), glance.list({ isHidden: true })]);
  const projectId = await glance.projectId();
  const own = [...visible, ...hidden].filter(({ ownerId, name, properties }) => ownerId === projectId && (name.startsWith(`${prefix}_`) || properties["image_factory_image"] === prefix));
  return Object.fromEntries(own.map(({ name, isHidden, properties, id }) => [properties["image_factory_version"] ?? id, `${name.replace(`${prefix}_`, "")}${isHidden ? " (hidden)" : ""}`]));
}
