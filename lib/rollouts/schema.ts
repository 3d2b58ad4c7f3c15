import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";

const hours = z.coerce.number("Write the hours in digits.").int("Write whole hours.").min(1, "Take an hour at least.").max(2_160, "Take 90 days at most.");
const startPercent = z.coerce.number("Write the share in digits.").int("Write whole percent.").min(1, "Begin with 1 percent or more.").max(99, "Begin with 99 percent at most; for all of them, promote the build.");

/** The form that begins a staged rollout. `expectedLatestVersion` is what the person saw as latest. */
export const startRolloutSchema = z.object({
  imageName: z.string().min(1, "Name the image.").max(100),
  version: versionSchema,
  startPercent,
  hours,
  reason: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
  expectedLatestVersion: versionSchema.optional(),
});
export type StartRollout = z.output<typeof startRolloutSchema>;

export const rolloutSchema = z.object({ rolloutId: z.uuid("This is not the id of a rollout.") });
export const abortRolloutSchema = rolloutSchema.extend({ reason: z.string().trim().min(3, "Say why: it stands in the history.").max(500, "Use at most 500 characters.") });
export type AbortRollout = z.output<typeof abortRolloutSchema>;

/** What a client calls itself when it asks what is latest for it: any stable word of its own. */
export const clientSchema = z.string().regex(/^[\x21-\x7e]{1,200}$/, "Send 1 to 200 printable ASCII characters without spaces as client.");

export type RolloutState = "running" | "paused" | "completed" | "aborted";
export type RolloutRow = {
  id: string;
  image: string;
  version: string;
  baselineVersion: string;
  state: RolloutState;
  /** The share of clients that gets the build now, or got it at the end. */
  percent: number;
  startPercent: number;
  hours: number;
  reason: string | null;
  startedBy: string;
  startedAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
  endReason: string | null;
};

/** `GET /api/v1/images/NAME/latest?client=ID`: which build is latest for this client. */
export const latestAnswerSchema = z.object({
  image: z.string(),
  client: z.string().nullable(),
  version: z.string(),
  buildId: z.uuid(),
  publishedAt: z.iso.datetime(),
  url: z.url().describe("The folder of the build's files"),
  /** The staged rollout of this moment, and whether this client has been reached by it; null when there is none. */
  rollout: z.object({ version: z.string(), state: z.enum(["running", "paused"]), percent: z.number(), isReached: z.boolean() }).nullable(),
});
export type LatestAnswer = z.infer<typeof latestAnswerSchema>;
