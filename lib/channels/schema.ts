import { z } from "zod";

const buildVersion = z.string().regex(/^[0-9]{8}-[1-9][0-9]{0,3}$/, "A version looks like 20261123-1.");

/** The form that promotes a build. `expectedLatestVersion` is what the person saw as `latest` when deciding; empty: nothing. */
export const promoteSchema = z.object({
  imageName: z.string().min(1, "Name the image.").max(100),
  version: buildVersion,
  reason: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
  expectedLatestVersion: z.union([z.literal("").transform(() => null), z.null(), buildVersion]).optional(),
});
export type Promote = z.infer<typeof promoteSchema>;

/** A published build that should become `latest`, unless somebody has a reason against it. */
export type WaitingBuild = { buildId: string; image: string; version: string; publishedAt: Date; latestVersion: string | null };
