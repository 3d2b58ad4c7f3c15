import { z } from "zod";

/** `?name=`, `?size=` in bytes, `?sha256=` in hexadecimal: what somebody knows of a file that they have. */
export const identifySchema = z
  .object({
    name: z.string().min(1).max(255).optional(),
    size: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    sha256: z.string().regex(/^[0-9A-Fa-f]{64}$/).toLowerCase().optional(),
  })
  .refine(({ name, size, sha256 }) => name !== undefined || size !== undefined || sha256 !== undefined, "Give at least one of name, size and sha256.");
export type FileQuestion = z.infer<typeof identifySchema>;

const identifiedFileSchema = z
  .object({
    image: z.string(),
    version: z.string(),
    fileName: z.string(),
    sizeBytes: z.int(),
    sha256: z.string().describe("Lower-case hexadecimal. Not signed as it stands here: good for finding a file, not for trusting one"),
    channel: z.enum(["latest", "prev"]).nullable(),
    publishedAt: z.string().describe("ISO 8601"),
    revocation: z.object({ reason: z.string(), severity: z.string(), explanation: z.string(), replacementVersion: z.string().nullable() }).nullable(),
    addresses: z
      .object({ page: z.string(), file: z.string(), signature: z.string().nullable(), metalink: z.string().nullable(), metalinkSignature: z.string().nullable() })
      .describe("Paths on this portal; null where the build has no such file"),
  })
  .describe("A published file that a question fits, and where everything is that is needed to check it");
export type IdentifiedFile = z.infer<typeof identifiedFileSchema>;

/** `GET /api/v1/files`: the same hash first, then name and size, then name, then size; newest first. */
export const filesAnswerSchema = z.object({ files: z.array(identifiedFileSchema) });
