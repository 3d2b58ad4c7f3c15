import { z } from "zod";

const cloud = z.string("Name the cloud.").regex(/^[A-Za-z0-9._-]{1,60}(\/[A-Za-z0-9._-]{1,60})?$/, "This is no name of a cloud.");
const policy = z.enum(["repair", "report", "file"], "Choose what happens with changes by hand.");

/** The form that asks for a look at a cloud now, or for the plan that such a look would carry out. */
export const cloudSchema = z.object({ cloud });

/** The form that decides about changes by hand; `expected` is what the page showed, so that two admins notice each other. */
export const driftSchema = z.object({ cloud, drift: policy, expected: policy });

/** A plan as it was worked out, cut to what a page shows. */
export const planSchema = z.object({
  steps: z.array(z.object({ kind: z.string(), line: z.string(), why: z.string() })),
  findings: z.array(z.object({ kind: z.string(), detail: z.string() })),
  /** How many there were before the cut. */
  stepCount: z.int(),
  findingCount: z.int(),
  /** Why there is no plan. */
  failure: z.string().nullable(),
});
export type CloudPlan = z.infer<typeof planSchema>;

export type FailedRegistration = { line: string; version: string; error: string; since: Date };

/** A cloud as its admins see it. */
export type ControlledCloud = {
  name: string;
  /** What its entry in the file says, and what an admin decided instead. */
  filePolicy: "repair" | "report";
  override: "repair" | "report" | null;
  lookedAt: Date | null;
  attemptedAt: Date | null;
  /** When it is looked at next, as long as a worker runs. */
  nextLookAt: Date | null;
  pendingSteps: number;
  failure: { code: string; message: string; since: Date } | null;
  openWindow: { line: string; since: Date } | null;
  registrations: Record<"wanted" | "uploading" | "registered" | "drifted" | "failed" | "removed", number>;
  failed: FailedRegistration[];
  /** The plan that was asked for last; `isAsked` while a worker still works it out. */
  plan: (CloudPlan & { madeAt: Date }) | null;
  isPlanAsked: boolean;
};
