import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";
import type { Comparison } from "#lib/compare/schema.ts";
import type { PinRow } from "#lib/pins/schema.ts";
import type { Rename } from "#lib/registrations/renames/schema.ts";

export type Act = "promote" | "rollback" | "revoke";
/** Where customers find a build: under a channel, under its date alone, or with a warning. */
export type Place = "latest" | "prev" | "hidden" | "revoked";

/** A build that changes its place. */
export type Move = { buildId: string; version: string; before: Place; after: Place };

/** A moving address, and the version that it leads to before and after; null: it answers that there is none. */
export type MovedAddress = { address: string; before: string | null; after: string | null };

export type Severity = "low" | "medium" | "high" | "critical";
/** An open known issue. A blocker stops a policy and warns a person. */
export type OpenIssue = { slug: string; title: string; severity: Severity; concerns: "image" | "distribution"; isBlocker: boolean };

/** What one act on the channels of an image will change, as it is known at this moment. */
export type Preview = {
  act: Act;
  image: string;
  version: string;
  /** Why it would be refused now; null when it would succeed. */
  refusal: string | null;
  isRevoked: boolean;
  /** The form carries it back: when it has changed meanwhile, nothing happens. */
  expectedLatestVersion: string | null;
  moves: Move[];
  addresses: MovedAddress[];
  /** The feeds that get an entry. */
  feeds: string[];
  renames: Rename[];
  /** From what `latest` is now to what it will be; null when there is nothing to compare. */
  comparison: Comparison | null;
  issues: OpenIssue[];
  pins: PinRow[];
  /** The promotion that waits for a second releaser at this image. */
  request: { version: string; requestedBy: string; isOwn: boolean } | null;
  needsSecond: boolean;
  /** The staged rollout that this act would end. */
  rollout: { version: string; willComplete: boolean } | null;
};

/** A build that `latest` could become. */
export type Choice = { version: string; publishedAt: Date; place: "prev" | "hidden" };

/** `?to=20261123-1`: the build to go back to. */
export const rollbackViewSchema = z.object({ to: versionSchema.optional().catch(undefined) });
/** `?next=20261123-1` or `?next=none`: what follows a revoked latest. */
export const revokeViewSchema = z.object({ next: z.union([z.literal("none"), versionSchema]).optional().catch(undefined) });
