import { conditionOf } from "#lib/catalog/rules.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { formerImageOf, presentNameOf, referenceOf, stateOf } from "./rules.ts";
import type { MatchedBy, Reference, Resolution, ResolvedBuild } from "./schema.ts";

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

type Found = { matchedBy: MatchedBy; imageId: string; build: BuildRow | null };

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
    current: current?.publishedAt ? { image: currentImage, version: current.version, name: `${currentImage}_latest`, publishedAt: current.publishedAt } : null,
  };
}

async function find(reference: Reference): Promise<Found | null> {
  switch (reference.kind) {
    case "uuid":
      return (await findBuild({ id: reference.id }, "build-id")) ?? findRegistration({ glanceId: reference.id }, "glance-id");
    case "hash":
      return findBuild({ artifacts: { some: { [reference.algorithm]: reference.value } }, publishedAt: { not: null } }, "hash");
    case "file":
      return findBuild({ artifacts: { some: { fileName: reference.fileName } }, version: reference.version, publishedAt: { not: null } }, "file");
    case "dated":
      return (await findBuild({ image: { name: reference.image }, version: reference.version }, "build")) ?? findRegistration({ wantedName: reference.name }, "glance-name");
    case "channel":
      return (await findChannel(reference)) ?? findRegistration({ wantedName: reference.name }, "glance-name");
    case "name":
      return findName(reference.name);
  }
}

async function findBuild(where: Prisma.BuildWhereInput, matchedBy: MatchedBy): Promise<Found | null> {
  const build = await db.build.findFirst({ where, orderBy: { queuedAt: "desc" }, select: buildSelect });
  return build && { matchedBy, imageId: build.imageId, build };
}

/** A name in a cloud that no image bears: that of a registration with a suffix, or of a cloud's id. */
async function findRegistration(where: Prisma.GlanceRegistrationWhereInput, matchedBy: MatchedBy): Promise<Found | null> {
  const registration = await db.glanceRegistration.findFirst({ where, orderBy: { createdAt: "desc" }, select: { build: { select: buildSelect } } });
  return registration && { matchedBy, imageId: registration.build.imageId, build: registration.build };
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
  if (!image) return findRegistration({ wantedName: name }, "glance-name");
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
