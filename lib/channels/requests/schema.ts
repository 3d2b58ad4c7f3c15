import { z } from "zod";

export const decideRequestSchema = z.object({ requestId: z.uuid("This is not the id of a request.") });
export const secondReleaserSchema = z.object({ needed: z.enum(["yes", "no"]) });

/** A promotion that waits for a second releaser. `isOwn`: the reader has asked for it, so somebody else has to confirm it. */
export type PromotionRequestRow = {
  id: string;
  image: string;
  version: string;
  expectedLatestVersion: string | null;
  reason: string | null;
  requestedBy: string;
  requestedAt: Date;
  isOwn: boolean;
};
