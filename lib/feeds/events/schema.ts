import type { PromotionKind } from "#lib/catalog/schema.ts";

export type EventKind = "published" | "promoted" | "became-prev" | "revoked" | "retired" | "issue-opened" | "issue-resolved";

/** Something that happened and has an entry. Where two happened at once, the higher rank is told first. */
export type FeedEvent = {
  rank: number;
  kind: EventKind;
  /** Id of what happened: of the promotion, the known issue, the retired image, the revoked or published build. */
  key: string;
  at: Date;
  buildId: string | null;
  /** The build that was latest before; of a build that became prev, the one that took its place. */
  otherId: string | null;
  promotion: PromotionKind | null;
  reason: string | null;
  /** A person or a token; null for the factory itself. */
  by: string | null;
};
