import { z } from "zod";
import type { ChannelName, DownloadRevocation } from "../schema.ts";

/** `?name=`, `?size=` in bytes, `?sha256=` in hexadecimal: what somebody knows of a file that they have. */
export const identifySchema = z
  .object({
    name: z.string().min(1).max(255).optional(),
    size: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    sha256: z.string().regex(/^[0-9A-Fa-f]{64}$/).toLowerCase().optional(),
  })
  .refine(({ name, size, sha256 }) => name !== undefined || size !== undefined || sha256 !== undefined, "Give at least one of name, size and sha256.");
export type FileQuestion = z.infer<typeof identifySchema>;

/** A published file that a question fits, and where everything is that is needed to check it. */
export type IdentifiedFile = {
  image: string;
  version: string;
  fileName: string;
  sizeBytes: number;
  /** Lower-case hexadecimal. Not signed as it stands here: good for finding a file, not for trusting one. */
  sha256: string;
  channel: ChannelName | null;
  /** ISO 8601. */
  publishedAt: string;
  revocation: DownloadRevocation | null;
  /** Paths on this portal; null where the build has no such file. */
  addresses: { page: string; file: string; signature: string | null; metalink: string | null; metalinkSignature: string | null };
};
