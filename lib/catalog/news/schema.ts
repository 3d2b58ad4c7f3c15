import type { PromotionKind } from "#lib/catalog/schema.ts";
import type { RevocationReason } from "#lib/builds/schema.ts";

/** What changed in the catalog: a build became `latest`, or one was withdrawn. */
export type NewsEntry = { image: string; version: string; at: Date } & (
  | { act: "promotion"; kind: PromotionKind }
  | { act: "revocation"; reason: RevocationReason; explanation: string; replacementVersion: string | null }
);

/** The news of some days, newest first; `total` counts also those that are not in `entries`. */
export type News = { days: number; total: number; entries: NewsEntry[] };
