import { createHash } from "node:crypto";
import type { Database } from "#lib/db.ts";

const seededFingerprint = "A".repeat(40);
const hash = (text: string, algorithm: "sha256" | "sha512" = "sha256") => createHash(algorithm).update(text).digest("hex");

/** For tests: a key in use and one of history. The armored text is not a key; nothing here reads it as one. */
export async function seedKey(db: Database): Promise<void> {
  const armoredPublicKey = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n";
  await db.signingKey.create({ data: { fingerprint: seededFingerprint, algorithm: "Ed25519", userId: "Test", state: "active", armoredPublicKey, validFrom: new Date("2026-01-01") } });
  await db.signingKey.create({ data: { fingerprint: "B".repeat(40), algorithm: "RSA 2048", userId: "Past", state: "historic", validFrom: new Date("2016-01-01") } });
}

type SeededImage = { id: string; name: string };
export type SeededCatalog = { debian: SeededImage; arm: SeededImage; old: SeededImage };

/** For tests: a distribution with two active images and a retired one. */
export async function seedCatalog(db: Database): Promise<SeededCatalog> {
  const { id: distributionId } = await db.distribution.create({
    data: { slug: "debian-12", name: "Debian 12", family: "Debian", release: "12", codename: "bookworm", osDistro: "debian", osVersion: "12", platform: "Debian", monogram: "De", monogramColor: "#a80030" },
  });
  const shared = { category: "Standard", distributionId, summary: "A server", description: "A server", loginUser: "linux", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0, refreshDays: 3650 } as const;
  const select = { id: true, name: true };
  const debian = await db.image.create({ data: { ...shared, name: "Standard_Debian_12", architecture: "x86_64" }, select });
  const arm = await db.image.create({ data: { ...shared, name: "Standard_Debian_12_arm64", architecture: "aarch64", firmware: "uefi" }, select });
  const old = await db.image.create({ data: { ...shared, name: "Standard_Debian_11", architecture: "x86_64", state: "retired", retiredOn: new Date("2026-06-30"), replacementId: debian.id }, select });
  return { debian, arm, old };
}

type Publish = { promote?: boolean; revoke?: string; packages?: { name: string; version: string; architecture: string; source: string }[]; /** of the key in use, where it is not that of `seedKey` */ fingerprint?: string; trigger?: "manual" | "security" };

/** For tests: takes a build through all stages to its publication, as the guards of the database demand it. */
export async function publishBuild(db: Database, image: SeededImage, version: string, { promote, revoke, packages = [], fingerprint = seededFingerprint, trigger = "manual" }: Publish = {}): Promise<string> {
  const worker = await db.worker.create({ data: { name: "test", hostName: "test", processId: 1, capabilities: {} } });
  const { id } = await db.build.create({ data: { imageId: image.id, version, trigger } });
  const enter = (status: "building" | "testing" | "signing" | "publishing") => db.build.update({ where: { id }, data: { status, workerId: worker.id, startedAt: new Date() } });
  await enter("building");
  await db.buildPackage.createMany({ data: packages.map((one) => ({ ...one, buildId: id })) });
  await enter("testing");
  const check = { title: "A check", category: "boot", mandatory: true, verdict: "passed", reason: "as expected", command: "true", output: "", durationMs: 1 } as const;
  await db.testRun.create({
    data: { buildId: id, attempt: 1, accelerator: "tcg", verdict: "passed", results: { create: [{ ...check, checkId: "one", position: 0 }, { ...check, checkId: "two", position: 1 }] } },
  });
  await enter("signing");
  const fileName = `${image.name}-${version}.qcow2`;
  const file = (name: string) => ({ buildId: id, fileName: name, storageKey: `builds/${id}/${name}`, mediaType: "application/octet-stream", sha256: hash(name), sha512: hash(name, "sha512") });
  const { id: signatureOfId } = await db.artifact.create({ data: { ...file(fileName), kind: "qcow2", sizeBytes: 4096 } });
  await db.artifact.create({
    data: { ...file(`${fileName}.asc`), kind: "signature", sizeBytes: 228, signatureOfId, signingKeyFingerprint: fingerprint, gpgVerifiedAt: new Date() },
  });
  await enter("publishing");
  const now = new Date();
  await db.build.update({ where: { id }, data: { status: "published", testsPassed: true, publishedAt: now, finishedAt: now } });
  if (promote) await promoteBuild(db, image, id);
  if (revoke) await db.revocation.create({ data: { buildId: id, reason: "defect", severity: "high", explanation: revoke, actorKind: "system", actorName: "test" } });
  return id;
}

/** For tests: makes a published build latest, past everything but the guards of the database. */
export async function promoteBuild(db: Database, image: Pick<SeededImage, "id">, buildId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.promotion.findFirst({ where: { imageId: image.id }, orderBy: { sequence: "desc" } });
    const { id: promotionId } = await tx.promotion.create({
      data: { imageId: image.id, sequence: (before?.sequence ?? 0) + 1, kind: before ? "promotion" : "first", buildId, displacedBuildId: before?.buildId ?? null, actorKind: "system", actorName: "test" },
    });
    await tx.channel.deleteMany({ where: { imageId: image.id } });
    if (before) await tx.channel.create({ data: { imageId: image.id, name: "prev", buildId: before.buildId, promotionId } });
    await tx.channel.create({ data: { imageId: image.id, name: "latest", buildId, promotionId } });
  });
}
