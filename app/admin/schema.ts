import { z } from "zod";

// A form has a field for each box that is ticked: `image:Standard_Debian_12`.
const collectImages = (input: unknown) =>
  typeof input === "object" && input !== null ? { ...input, ticked: Object.keys(input).flatMap((key) => (key.startsWith("image:") ? [key.slice("image:".length)] : [])) } : input;

/** The form that asks for builds: one image by `imageName`, several by their boxes, or all by `every`. */
export const triggerBuildSchema = z.preprocess(
  collectImages,
  z
    .object({
      imageName: z.string().max(100).optional(),
      ticked: z.array(z.string().min(1).max(100)).max(1_000),
      every: z.literal("on").optional(),
      note: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
      priority: z.enum(["-10", "0", "10"], "Choose a priority.").optional().transform((text) => (text ? Number(text) : undefined)),
      security: z.literal("on").optional(),
    })
    .refine(({ imageName, ticked, every }) => every || imageName || ticked.length > 0, { path: ["imageName"], message: "Choose an image." })
    .transform(({ imageName, ticked, every, note, priority, security }) => ({ images: every ? ("all" as const) : [...(imageName ? [imageName] : []), ...ticked], note, priority, isSecurity: security === "on" })),
);

export const cancelBuildSchema = z.object({ buildId: z.uuid("This is not the id of a build.") });
