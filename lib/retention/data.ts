import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { ExpiringBuild } from "./schema.ts";

const expiringSelect = {
  id: true, version: true, expiresAt: true,
  image: { select: { name: true } },
  artifacts: { where: { kind: { in: ["qcow2", "config"] } }, select: { sizeBytes: true } },
} as const satisfies Prisma.BuildSelect;

/** Published builds whose time ends before `until`: never what is in a channel or held. */
function ending(until: Date): Prisma.BuildWhereInput {
  return { status: "published", expiresAt: { lte: until }, expiredAt: null, held: false, channel: null };
}

/** What will go within so many days, soonest first, with the bytes that this frees. */
export async function listExpiring(_actor: Actor, days: number, limit = 200): Promise<ExpiringBuild[]> {
  const until = new Date(Date.now() + days * 86_400_000);
  const builds = await db.build.findMany({ where: ending(until), orderBy: { expiresAt: "asc" }, take: limit, select: expiringSelect });
  return builds.map(({ id, version, expiresAt, image, artifacts }) => ({
    buildId: id, image: image.name, version, expiresAt: expiresAt ?? until, sizeBytes: artifacts.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
  }));
}

/** The ids of builds whose time is over. */
export async function listDue(now: Date, limit = 50): Promise<string[]> {
  const builds = await db.build.findMany({ where: ending(now), orderBy: { expiresAt: "asc" }, take: limit, select: { id: true } });
  return builds.map(({ id }) => id);
}

/** Failed builds whose files were kept so that they could go on, for longer than they are kept. */
export async function listKeptTooLong(now: Date, limit = 50): Promise<string[]> {
  // A minute later than the database lets the last one go on, so that the two never meet.
  const builds = await db.build.findMany({ where: { status: "failed", keptUntil: { lt: new Date(now.getTime() - 60_000) } }, orderBy: { keptUntil: "asc" }, take: limit, select: { id: true } });
  return builds.map(({ id }) => id);
}

/** Expired builds whose bytes still lie in storage, with the keys of what has to go: image and configuration, no evidence. */
export async function listBytesToRemove(limit = 50): Promise<{ buildId: string; keys: string[] }[]> {
  const builds = await db.build.findMany({
    where: { expiredAt: { not: null }, bytesRemovedAt: null },
    orderBy: { expiredAt: "asc" },
    take: limit,
    select: { id: true, artifacts: { where: { kind: { in: ["qcow2", "config"] } }, select: { storageKey: true } } },
  });
  return builds.map(({ id, artifacts }) => ({ buildId: id, keys: artifacts.map(({ storageKey }) => storageKey) }));
}
