import type { ImageCondition } from "./schema.ts";

/** What decides the condition of an image; `publishedAt` is that of the build in `latest`. */
export type ConditionFacts = { isRetired: boolean; wasPromoted: boolean; publishedAt: Date | null; refreshDays: number };

const dayMs = 86_400_000;

/** The condition of an image at `now`. A build counts as old only after its whole refresh interval and one day of grace. */
export function conditionOf({ isRetired, wasPromoted, publishedAt, refreshDays }: ConditionFacts, now: Date): ImageCondition {
  if (isRetired) return "retired";
  if (!publishedAt) return wasPromoted ? "withdrawn" : "unbuilt";
  return now.getTime() - publishedAt.getTime() > (refreshDays + 1) * dayMs ? "stale" : "current";
}

/** The words of a search, lower case, each once; an image fits when it contains them all. */
export function searchWords(query: string): string[] {
  return [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 8);
}
