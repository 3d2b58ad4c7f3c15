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

/** The body of the same request of the API. */
export const promotionBodySchema = promoteSchema.omit({ imageName: true });

/** One act that assigned `latest`; `displacedVersion` is what was promoted before. */
export type Assignment = {
  id: string;
  image: string;
  version: string;
  displacedVersion: string | null;
  kind: "first" | "promotion" | "policy" | "rollback";
  reason: string | null;
  by: string;
  /** Who has asked for it, where two releasers were needed. */
  askedBy: string | null;
  at: Date;
};

/** `?image=NAME&before=ID`: whose channels are shown, and the promotion behind which the history begins. */
export const channelsViewSchema = z.object({
  image: z.string().max(100).optional().catch(undefined).transform((name) => name || undefined),
  before: z.uuid().optional().catch(undefined),
});

/** A published build that should become `latest`, unless somebody has a reason against it. */
export type WaitingBuild = { buildId: string; image: string; version: string; publishedAt: Date; latestVersion: string | null };
