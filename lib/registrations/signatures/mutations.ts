import { db } from "#lib/db.ts";
import type { FollowedLink } from "./schema.ts";

/** Records how links to signatures were found; true when one is dead that was not, or the other way round. */
export async function recordSignatureChecks(links: FollowedLink[], at: Date): Promise<boolean> {
  const before = await db.signatureCheck.findMany({ where: { buildId: { in: links.map(({ buildId }) => buildId) } }, select: { buildId: true, failure: true, failingSince: true } });
  const known = new Map(before.map((row) => [row.buildId, row]));
  for (const { buildId, url, failure } of links) {
    const data = { url, checkedAt: at, failure, failingSince: failure === null ? null : (known.get(buildId)?.failingSince ?? at) };
    await db.signatureCheck.upsert({ where: { buildId }, create: { buildId, ...data }, update: data });
  }
  return links.some(({ buildId, failure }) => (known.get(buildId)?.failure ?? null) !== failure);
}
