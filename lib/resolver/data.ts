import { conditionOf } from "#lib/catalog/rules.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { formerImageOf, isChannelName, presentNameOf, referenceOf, stateOf } from "./rules.ts";
import type { MatchedBy, Reference, Resolution, ResolvedBuild, ResolvedRegistration } from "./schema.ts";

const buildSelect = {
  id: true, version: true, status: true, publishedAt: true, expiresAt: true, expiredAt: true, held: true, imageId: true,
  channel: { select: { name: true } },
  revocation: { select: { reason: true, severity: true, explanation: true, at: true, replacement: { select: { version: true } } } },
} as const satisfies Prisma.BuildSelect;
type BuildRow = Prisma.BuildGetPayload<{ select: typeof buildSelect }>;

const latestSelect = { where: { name: "latest" }, select: { build: { select: { version: true, publishedAt: true } } } } as const;
const imageSelect = {
  id: true, name: true, state: true, refreshDays: true, channels: latestSelect,
  replacement: { select: { name: true, channels: latestSelect } },
  promotions: { take: 1, select: { id: true } },
} as const satisfies Prisma.ImageSelect;

const registrationSelect = {
  cloud: true, glanceId: true, wantedName: true, observedName: true, observedStatus: true, state: true,
  ids: { orderBy: { chosenAt: "desc" }, select: { glanceId: true, goneAt: true } },
  build: { select: buildSelect },
} as const satisfies Prisma.GlanceRegistrationSelect;

type Found = { matchedBy: MatchedBy; imageId: string; build: BuildRow | null; registration?: ResolvedRegistration };

/**
 * Where a name, id, hash or file name belongs, and what to use today. Null when nothing here ever bore it. Every name and id
 * that was ever given out keeps its answer: nothing that was published loses its row.
 */
export async function resolve(query: string): Promise<Resolution | null> {
  const found = await find(referenceOf(query));
  if (!found) return null;
  const image = await db.image.findUniqueOrThrow({ where: { id: found.imageId }, select: imageSelect });
  const own = image.channels[0]?.build;
  const replacing = image.replacement?.channels[0]?.build;
  const [currentImage, current] = own ? [image.name, own] : [image.replacement?.name ?? image.name, replacing];
  return {
    query,
    matchedBy: found.matchedBy,
    image: {
      name: image.name,
      condition: conditionOf({ isRetired: image.state === "retired", wasPromoted: image.promotions.length > 0, publishedAt: own?.publishedAt ?? null, refreshDays: image.refreshDays }, new Date()),
      replacement: image.replacement?.name ?? null,
    },
    build: found.build && toBuild(image.name, found.build),
    registration: found.registration ?? null,
    current: current?.publishedAt ? { image: currentImage, version: current.version, name: `${currentImage}_latest`, publishedAt: current.publishedAt } : null,
  };
}

async function find(reference: Reference): Promise<Found | null> {
  switch (reference.kind) {
    case "uuid":
      return (await findBuild({ id: reference.id }, "build-id")) ?? findGlanceId(reference.id);
    case "hash":
      // One after the other: an OR over both tables would read all files.
      return (await findBuild({ artifacts: { some: { [reference.algorithm]: reference.value } }, publishedAt: { not: null } }, "hash")) ?? findBuild({ artifacts: { some: { revision: { [reference.algorithm]: reference.value } } } }, "hash");
    case "file":
      return findBuild({ artifacts: { some: { fileName: reference.fileName } }, version: reference.version, publishedAt: { not: null } }, "file");
    case "dated":
      return (await findBuild({ image: { name: reference.image }, version: reference.version }, "build")) ?? findGlanceName(reference.name);
    case "channel":
      return (await findChannel(reference)) ?? findGlanceName(reference.name);
    case "name":
      return findName(reference.name);
  }
}

async function findBuild(where: Prisma.BuildWhereInput, matchedBy: MatchedBy): Promise<Found | null> {
  const build = await db.build.findFirst({ where, orderBy: { queuedAt: "desc" }, select: buildSelect });
  return build && { matchedBy, imageId: build.imageId, build };
}

/** An id in a cloud, also one whose image is gone. */
async function findGlanceId(glanceId: string): Promise<Found | null> {
  const row = await db.glanceRegistration.findFirst({ where: { OR: [{ glanceId }, { ids: { some: { glanceId } } }] }, orderBy: { createdAt: "desc" }, select: registrationSelect });
  return row && { matchedBy: "glance-id", imageId: row.build.imageId, build: row.build, registration: toRegistration(row, glanceId) };
}

/** A name in a cloud that is none of the catalog: that of a registration with a suffix, now or at any time before. */
async function findGlanceName(name: string): Promise<Found | null> {
  const orderBy = { createdAt: "desc" } as const;
  const now = await db.glanceRegistration.findFirst({ where: { wantedName: name, state: { not: "removed" } }, orderBy, select: registrationSelect });
  const row = now ?? (await db.glanceRegistration.findFirst({ where: { names: { some: { name } } }, orderBy, select: registrationSelect }));
  if (!row) return null;
  const found = { matchedBy: "glance-name", imageId: row.build.imageId } as const;
  // A channel's name goes from one build to the next: who had it once says nothing about who is meant.
  if (!now && isChannelName(name)) return { ...found, build: null };
  return { ...found, build: row.build, registration: toRegistration(row, row.glanceId) };
}

type RegistrationRow = Prisma.GlanceRegistrationGetPayload<{ select: typeof registrationSelect }>;

function toRegistration({ cloud, glanceId, wantedName, observedName, observedStatus, state, ids }: RegistrationRow, asked: string | null): ResolvedRegistration {
  // Where changes by hand are left as they are, an image may be missing or bear another name.
  const isDrifted = state === "drifted";
  const isGone = state === "removed" || (isDrifted && observedStatus === null);
  return { cloud, glanceId: isGone ? null : glanceId, name: isGone ? null : isDrifted ? observedName : wantedName, goneAt: ids.find((id) => id.glanceId === asked)?.goneAt ?? null };
}

async function findChannel({ image: name, channel }: Extract<Reference, { kind: "channel" }>): Promise<Found | null> {
  const image = await db.image.findUnique({ where: { name }, select: { id: true, channels: { where: { name: channel }, select: { build: { select: buildSelect } } } } });
  return image && { matchedBy: "channel", imageId: image.id, build: image.channels[0]?.build ?? null };
}

async function findName(name: string): Promise<Found | null> {
  const former = formerImageOf(name);
  const images = await db.image.findMany({
    where: { OR: [{ name: { equals: name.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } }, ...(former ? [{ name: former }] : [])] },
    select: { id: true, name: true },
  });
  const image = images.find((one) => one.name === name) ?? images.find((one) => one.name !== former) ?? images[0];
  if (!image) return findGlanceName(name);
  return { matchedBy: image.name === former ? "former" : "image", imageId: image.id, build: null };
}

function toBuild(image: string, { id, version, status, channel, revocation, publishedAt, expiresAt, expiredAt, held }: BuildRow): ResolvedBuild {
  const state = stateOf({ status, channel: channel?.name ?? null, isRevoked: revocation !== null, expiredAt });
  return {
    id,
    version,
    state,
    presentName: presentNameOf(image, version, state),
    publishedAt,
    availableUntil: expiredAt ?? (channel || held ? null : expiresAt),
    revocation: revocation && {
      reason: revocation.reason,
      severity: revocation.severity,
      explanation: revocation.explanation,
      replacementVersion: revocation.replacement?.version ?? null,
      at: revocation.at,
    },
  };
}
