import { z } from "zod";
import { findingKinds } from "../schema.ts";

/** What the page shows whole: the images of one cloud, and all findings. */
export const statusViewSchema = z.object({ images: z.string().max(130).catch("").default(""), findings: z.literal("all").nullable().catch(null).default(null) });

/**
 * What is promised of each image in each cloud: exactly one visible `_latest` (where the channel has a build), one `_prev` at
 * most, all others hidden, the bytes those that were signed, the link to the signature alive, `latest` young enough, and
 * nothing changed by hand.
 */
export const invariants = ["latest", "prev", "dated", "bytes", "signature", "fresh", "untouched"] as const;
export type Invariant = (typeof invariants)[number];

const invariantSchema = z.enum(invariants);
const promiseStateSchema = z.enum(["kept", "broken", "unknown"]).describe("unknown: nobody has looked lately");
export type PromiseState = z.infer<typeof promiseStateSchema>;

/** One day of an invariant in a cloud. */
const historyDaySchema = z.object({ day: z.string(), state: z.enum(["kept", "broken", "unseen"]).describe("unseen: nobody looked on that day") });
export type HistoryDay = z.infer<typeof historyDaySchema>;

const statusFindingSchema = z.object({
  cloud: z.string(),
  image: z.string(),
  kind: z.enum(findingKinds),
  invariant: invariantSchema,
  detail: z.string(),
  foundAt: z.date(),
  endedAt: z.date().nullable(),
  repaired: z.boolean(),
});
export type StatusFinding = z.infer<typeof statusFindingSchema>;

/** One registered line (an image with a suffix) in a cloud: what its channels hold there and which promises are broken now. */
const lineStatusSchema = z.object({ line: z.string(), image: z.string(), latest: z.string().nullable(), prev: z.string().nullable(), hidden: z.int(), pending: z.int(), broken: z.array(invariantSchema) });
export type LineStatus = z.infer<typeof lineStatusSchema>;

const cloudStatusSchema = z.object({
  name: z.string(),
  driftPolicy: z.enum(["repair", "report"]),
  state: promiseStateSchema,
  lookedAt: z.date().nullable(),
  openWindow: z.object({ line: z.string(), since: z.date() }).nullable().describe("An alarm: a promotion stands still between its two halves, so that two images may be called latest"),
  settledAt: z.date().nullable(),
  pendingSteps: z.int(),
  failure: z.object({ code: z.string(), since: z.date() }).nullable().describe("Why the last look failed, by its code alone: messages name hosts and are for admins"),
  swaps: z.int().describe("Swaps of latest in the last 90 days"),
  longestWindowMs: z.number().describe("The longest time that two images shared the name, in milliseconds"),
  promises: z.array(z.object({ invariant: invariantSchema, state: promiseStateSchema, history: z.array(historyDaySchema) })),
  lines: z.array(lineStatusSchema),
});
export type CloudStatus = z.infer<typeof cloudStatusSchema>;

/** `GET /api/v1/status`. */
export const statusReportSchema = z.object({
  state: z.enum(["kept", "broken", "unknown", "unconfigured"]),
  open: z.int().describe("How many things are not as they should be"),
  clouds: z.array(cloudStatusSchema),
  findings: z.array(statusFindingSchema).describe("What was found in the last 90 days, open ones first, then the newest"),
});
export type StatusReport = z.infer<typeof statusReportSchema>;
