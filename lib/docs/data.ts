import { db } from "#lib/db.ts";
import type { KnownIssueEntry } from "./schema.ts";

/** Every known issue of the catalog: the open ones first, then by day, the newest first. */
export async function listKnownIssues(): Promise<KnownIssueEntry[]> {
  const issues = await db.knownIssue.findMany({
    orderBy: [{ state: "asc" }, { openedOn: "desc" }, { title: "asc" }],
    select: {
      slug: true,
      title: true,
      body: true,
      workaround: true,
      severity: true,
      openedOn: true,
      resolvedOn: true,
      scopes: { select: { image: { select: { name: true } }, distribution: { select: { name: true } }, flavorFamily: { select: { name: true } } } },
    },
  });
  return issues.map(({ scopes, ...issue }) => ({
    ...issue,
    concerns: {
      images: scopes.flatMap(({ image }) => image?.name ?? []).sort(),
      distributions: scopes.flatMap(({ distribution }) => distribution?.name ?? []).sort(),
      families: scopes.flatMap(({ flavorFamily }) => flavorFamily?.name ?? []).sort(),
    },
  }));
}
