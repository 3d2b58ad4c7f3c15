import { db } from "#lib/db.ts";
import type { News, NewsEntry } from "./schema.ts";

const dayMs = 86_400_000;

/** Promotions and revocations of the last `days` days, `limit` of them. A revocation comes before promotions of the same moment. */
export async function listNews({ days = 7, limit = 10 } = {}): Promise<News> {
  const since = { at: { gt: new Date(Date.now() - days * dayMs) } };
  const [promotions, promoted, revocations, revoked] = await Promise.all([
    db.promotion.findMany({
      where: since,
      orderBy: [{ at: "desc" }, { sequence: "desc" }],
      take: limit,
      select: { kind: true, at: true, build: { select: { version: true } }, image: { select: { name: true } } },
    }),
    db.promotion.count({ where: since }),
    db.revocation.findMany({
      where: since,
      orderBy: { at: "desc" },
      take: limit,
      select: { reason: true, explanation: true, at: true, replacement: { select: { version: true } }, build: { select: { version: true, image: { select: { name: true } } } } },
    }),
    db.revocation.count({ where: since }),
  ]);
  const entries: NewsEntry[] = [
    ...revocations.map(({ build, replacement, ...rest }): NewsEntry => ({ act: "revocation", image: build.image.name, version: build.version, replacementVersion: replacement?.version ?? null, ...rest })),
    ...promotions.map(({ build, image, ...rest }): NewsEntry => ({ act: "promotion", image: image.name, version: build.version, ...rest })),
  ];
  return { days, total: promoted + revoked, entries: entries.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, limit) };
}
