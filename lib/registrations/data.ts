import { readCapabilityRules } from "#lib/flavors/data.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { standingKinds, type RegistrableImage, type Role } from "./schema.ts";

const buildSelect = {
  id: true, version: true, publishedAt: true, expiresAt: true, virtualSizeBytes: true,
  channel: { select: { name: true } },
  revocation: { select: { reason: true, at: true, replacement: { select: { version: true } } } },
  signatureCheck: { select: { failure: true } },
  artifacts: {
    where: { kind: "qcow2" },
    select: { storageKey: true, fileName: true, sizeBytes: true, sha256: true, sha512: true, signature: { select: { signingKeyFingerprint: true } } },
  },
} as const satisfies Prisma.BuildSelect;

const imageSelect = {
  id: true, name: true, summary: true, category: true, architecture: true, firmware: true, loginUser: true, minDiskGib: true, minRamMib: true, capabilities: true,
  refreshDays: true, state: true,
  distribution: { select: { osDistro: true, osVersion: true, release: true, platform: true, endOfLifeOn: true } },
  builds: { where: { status: "published", expiredAt: null }, orderBy: { publishedAt: "asc" }, select: buildSelect },
} as const satisfies Prisma.ImageSelect;

type BuildRow = Prisma.BuildGetPayload<{ select: typeof buildSelect }>;

/** What every cloud should have, as the catalog says it now: images with a published and kept build, and the rules of their bits. */
export async function readRegistrables(): Promise<{ images: RegistrableImage[]; rules: CapabilityRules }> {
  const [rules, rows] = await Promise.all([
    readCapabilityRules(),
    db.image.findMany({ where: { builds: { some: { status: "published", expiredAt: null } } }, orderBy: { name: "asc" }, select: imageSelect }),
  ]);
  const images = rows.map(({ state, builds, ...image }) => ({ ...image, isRetired: state === "retired", builds: builds.flatMap(registrable) }));
  return { rules, images };
}

function registrable({ publishedAt, virtualSizeBytes, channel, revocation, signatureCheck, artifacts: [file], ...build }: BuildRow): RegistrableImage["builds"] {
  if (!publishedAt || !file) return [];
  const { sizeBytes, signature, ...bytes } = file;
  return [
    {
      ...build,
      publishedAt,
      virtualSizeBytes: virtualSizeBytes === null ? null : Number(virtualSizeBytes),
      // A revoked build is in no channel; the database sees to that.
      role: (revocation ? "dated" : (channel?.name ?? "dated")) satisfies Role,
      revocation: revocation ? { reason: revocation.reason, at: revocation.at, replacementVersion: revocation.replacement?.version ?? null } : null,
      deadSignature: signatureCheck?.failure ?? null,
      bytes: { ...bytes, sizeBytes: Number(sizeBytes), fingerprint: signature?.signingKeyFingerprint ?? null },
    },
  ];
}

const registrationSelect = {
  id: true, imageId: true, buildId: true, suffix: true, glanceId: true, state: true, wanted: true, wantedName: true, observedName: true, observedHidden: true,
  observedHash: true, observedStatus: true, observedSizeBytes: true, bytesCheckedAt: true, firstRegisteredAt: true, lastError: true, image: { select: { name: true } },
} as const satisfies Prisma.GlanceRegistrationSelect;

export type RegistrationRow = Prisma.GlanceRegistrationGetPayload<{ select: typeof registrationSelect }>;

/** The registrations of a cloud that are not yet removed. */
export async function listRegistrations(cloud: string): Promise<RegistrationRow[]> {
  return db.glanceRegistration.findMany({ where: { cloud, state: { not: "removed" } }, select: registrationSelect });
}

/**
 * What the looks before left for the next one: which list it reads (that of the hidden images, or that of the others), since
 * when a `_latest` is on its way, what an admin decided about changes by hand, and whether something was found in the cloud
 * that is not over yet.
 */
export type LookState = { hiddenNext: boolean; swapBeganAt: Date | null; driftOverride: "repair" | "report" | null; hasOpenFindings: boolean };

export async function readLookState(cloud: string): Promise<LookState> {
  const [state, openFindings] = await Promise.all([
    db.cloud.findUnique({ where: { name: cloud }, select: { hiddenNext: true, swapBeganAt: true, driftOverride: true } }),
    db.cloudFinding.count({ where: { cloud, endedAt: null, kind: { notIn: [...standingKinds] } } }),
  ]);
  return { ...(state ?? { hiddenNext: false, swapBeganAt: null, driftOverride: null }), hasOpenFindings: openFindings > 0 };
}

/** Whose these names are, or once were, in the cloud: the build and the suffix of their registration, by name. */
export async function readOwnersOfNames(cloud: string, names: string[]): Promise<Map<string, { buildId: string; suffix: string }>> {
  if (names.length === 0) return new Map();
  const rows = await db.glanceName.findMany({ where: { cloud, name: { in: names } }, select: { name: true, registration: { select: { buildId: true, suffix: true } } } });
  return new Map(rows.map(({ name, registration }) => [name, registration]));
}
