import { z } from "zod";

export const triggerBuildSchema = z.object({
  imageName: z.string().min(1, "Choose an image.").max(100),
  note: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
});

export const cancelBuildSchema = z.object({ buildId: z.uuid("This is not the id of a build.") });
