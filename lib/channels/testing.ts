import type { Database } from "#lib/db.ts";

// Rows for tests, made the way that the guards of the database demand: nothing is switched off.

/** An image without builds; its id. */
export async function insertImage(db: Database, name: string, promotionPolicy: "manual" | "automatic" = "manual"): Promise<string> {
  const distribution = await db.distribution.upsert({
    where: { slug: "debian-12" },
    update: {},
    create: { slug: "debian-12", name: "Debian 12", family: "Debian", release: "12", osDistro: "debian", osVersion: "12", platform: "Debian", monogram: "De", monogramColor: "#a80030" },
    select: { id: true },
  });
  const image = await db.image.create({
    data: {
      name, category: "Standard", distributionId: distribution.id, summary: name, description: name, recipeName: name, loginUser: "linux",
      architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0, promotionPolicy,
    },
    select: { id: true },
  });
  return image.id;
}

const fingerprint = "A".repeat(40);

/** A build that has come as far as the stage before publication, with passed tests and a signed file; its id. */
export async function insertPublishableBuild(db: Database, imageId: string, version: string): Promise<string> {
  const worker = await db.worker.create({ data: { name: "test", hostName: "test", processId: 1, capabilities: {} }, select: { id: true } });
  const active = await db.signingKey.findFirst({ where: { state: "active" }, select: { fingerprint: true } });
  const key = active ?? (await db.signingKey.create({ data: { fingerprint, algorithm: "ed25519", userId: "test", state: "active", armoredPublicKey: "public", validFrom: new Date() } }));
  const { id } = await db.build.create({ data: { imageId, version, trigger: "manual" }, select: { id: true } });
  for (const status of ["building", "testing", "signing", "publishing"] as const) await db.build.update({ where: { id }, data: { status, workerId: worker.id } });
  const result = { checkId: "ssh", position: 1, title: "ssh", category: "access", mandatory: true, verdict: "passed", reason: "", command: "true", output: "", durationMs: 1 } as const;
  await db.testRun.create({ data: { buildId: id, attempt: 1, accelerator: "tcg", verdict: "passed", results: { create: result } } });
  const file = { buildId: id, sizeBytes: 1, sha256: "0".repeat(64), sha512: "0".repeat(128), mediaType: "application/octet-stream" };
  const image = await db.artifact.create({ data: { ...file, kind: "qcow2", fileName: "image.qcow2", storageKey: `builds/${id}/image.qcow2` }, select: { id: true } });
  await db.artifact.create({
    data: {
      ...file, kind: "signature", fileName: "image.qcow2.asc", storageKey: `builds/${id}/image.qcow2.asc`, signatureOfId: image.id,
      signingKeyFingerprint: key.fingerprint, gpgVerifiedAt: new Date(),
    },
  });
  await db.build.update({ where: { id }, data: { testsPassed: true } });
  return id;
}

/** A published build; its id. */
export async function insertPublishedBuild(db: Database, imageId: string, version: string, publishedAt = new Date()): Promise<string> {
  const id = await insertPublishableBuild(db, imageId, version);
  await db.build.update({ where: { id }, data: { status: "published", publishedAt, finishedAt: publishedAt } });
  return id;
}

/** Withdraws a build. */
export async function insertRevocation(db: Database, buildId: string): Promise<void> {
  await db.revocation.create({ data: { buildId, reason: "defect", explanation: "broken", severity: "high", actorKind: "system", actorName: "test" } });
}
