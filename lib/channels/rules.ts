import type { BuildStatus, PromotionKind } from "#prisma/generated/enums.ts";

/** Why a build may not become `latest`. */
export type PromotionRefusal = "not-published" | "tests-not-passed" | "revoked" | "expired" | "already-latest";

/** What a person reads of each refusal: what is wrong and what to do. */
export const promotionRefusalText: Record<PromotionRefusal, string> = {
  "not-published": "It is not published. Wait until it is, or promote another build.",
  "tests-not-passed": "Its tests have not all passed. Build the image again and promote the new build.",
  revoked: "It is revoked, and a revoked build is never promoted. Promote its replacement.",
  expired: "It is expired and its files are gone. Promote a build that is still kept.",
  "already-latest": "It is latest already.",
};

/** The facts about a build that decide on its promotion. */
export type Candidate = {
  id: string;
  status: BuildStatus;
  testsPassed: boolean | null;
  expiredAt: Date | null;
  isRevoked: boolean;
};

/** Null when the build may be promoted, else the first reason why not. The database refuses the same on its own. */
export function refusalOf(build: Candidate, latestBuildId: string | null): PromotionRefusal | null {
  if (build.status !== "published") return "not-published";
  if (build.testsPassed !== true) return "tests-not-passed";
  if (build.isRevoked) return "revoked";
  if (build.expiredAt !== null) return "expired";
  if (build.id === latestBuildId) return "already-latest";
  return null;
}

/** Which builds hold the channels of an image. */
export type Assignment = { latest: string | null; prev: string | null };

/**
 * The channels after `promoted` became latest: the old latest becomes prev, the old prev is hidden. Where a revocation had
 * emptied latest, there is nothing to move down, and prev keeps what it has, unless that is the build promoted now.
 */
export function rotate({ latest, prev }: Assignment, promoted: string): { latest: string; prev: string | null } {
  const next = latest ?? prev;
  return { latest: promoted, prev: next === promoted ? null : next };
}

/**
 * The kind of a promotion by a person: the first of its image, a roll-back when it leads to a build published before the
 * one that was promoted last, else a promotion.
 */
export function kindOf(publishedAt: Date, displacedPublishedAt: Date | null): PromotionKind {
  if (displacedPublishedAt === null) return "first";
  return publishedAt < displacedPublishedAt ? "rollback" : "promotion";
}
