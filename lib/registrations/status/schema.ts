import { z } from "zod";
import type { FindingKind } from "../schema.ts";

/** What the page shows whole: the images of one cloud, and all findings. */
export const statusViewSchema = z.object({ images: z.string().max(130).catch("").default(""), findings: z.literal("all").nullable().catch(null).default(null) });

/**
 * What is promised of each image in each cloud: exactly one visible `_latest` (where the channel has a build), one `_prev` at
 * most, all others hidden, the bytes those that were signed, the link to the signature alive, `latest` young enough, and
 * nothing changed by hand.
 */
export const invariants = ["latest", "prev", "dated", "bytes", "signature", "fresh", "untouched"] as const;
export type Invariant = (typeof invariants)[number];

/** `unknown`: nobody has looked lately. */
export type PromiseState = "kept" | "broken" | "unknown";

/** One day of an invariant in a cloud. `unseen`: nobody looked on that day. */
export type HistoryDay = { day: string; state: "kept" | "broken" | "unseen" };

export type StatusFinding = {
  cloud: string;
  image: string;
  kind: FindingKind;
  invariant: Invariant;
  detail: string;
  foundAt: Date;
  endedAt: Date | null;
  repaired: boolean;
};

/** One registered line (an image with a suffix) in a cloud: what its channels hold there and which promises are broken now. */
export type LineStatus = { line: string; image: string; latest: string | null; prev: string | null; hidden: number; pending: number; broken: Invariant[] };

export type CloudStatus = {
  name: string;
  driftPolicy: "repair" | "report";
  state: PromiseState;
  lookedAt: Date | null;
  /** An alarm: a promotion stands still between its two halves, so that two images may be called `latest`. */
  openWindow: { line: string; since: Date } | null;
  settledAt: Date | null;
  pendingSteps: number;
  /** Why the last look failed, by its code alone: messages name hosts and are for admins. */
  failure: { code: string; since: Date } | null;
  /** Swaps of `_latest` in the last 90 days and the longest time that two images shared the name, in milliseconds. */
  swaps: number;
  longestWindowMs: number;
  promises: { invariant: Invariant; state: PromiseState; history: HistoryDay[] }[];
  lines: LineStatus[];
};

export type StatusReport = {
  state: PromiseState | "unconfigured";
  /** How many things are not as they should be. */
  open: number;
  clouds: CloudStatus[];
  /** What was found in the last 90 days, open ones first, then the newest. */
  findings: StatusFinding[];
};
