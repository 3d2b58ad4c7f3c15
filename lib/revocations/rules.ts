import type { BuildStatus } from "#prisma/generated/enums.ts";

/** Why a build cannot be revoked as asked. */
export type RevocationRefusal = "not-published" | "already-revoked" | "replacement-unusable" | "successor-undecided" | "successor-pointless" | "successor-is-revoked";

/** What a person reads of each refusal: what is wrong and what to do. */
export const revocationRefusalText: Record<RevocationRefusal, string> = {
  "not-published": "It was never published, so there is nothing to withdraw. Cancel it, or let it fail.",
  "already-revoked": "It is revoked already, and a revocation is never changed.",
  "replacement-unusable": "The replacement is no published, unrevoked build of this image with files. Choose another one, or none.",
  "successor-undecided": "It is latest now. Choose which build becomes latest in its place, or choose to leave latest empty.",
  "successor-pointless": "It is not latest, so nothing takes its place. Leave that choice empty.",
  "successor-is-revoked": "A build cannot take its own place. Choose another one, or leave latest empty.",
};

export type RevocationFacts = {
  status: BuildStatus;
  isRevoked: boolean;
  isLatest: boolean;
  version: string;
  successorVersion: string | undefined;
  /** Undefined when none is named; false when the named one cannot be used. */
  isReplacementUsable: boolean | undefined;
};

/** Null when the build may be revoked as asked, else the first reason why not. */
export function refusalOf({ status, isRevoked, isLatest, version, successorVersion, isReplacementUsable }: RevocationFacts): RevocationRefusal | null {
  if (status !== "published") return "not-published";
  if (isRevoked) return "already-revoked";
  if (isReplacementUsable === false) return "replacement-unusable";
  if (isLatest && successorVersion === undefined) return "successor-undecided";
  if (!isLatest && successorVersion !== undefined && successorVersion !== "none") return "successor-pointless";
  return successorVersion === version ? "successor-is-revoked" : null;
}
