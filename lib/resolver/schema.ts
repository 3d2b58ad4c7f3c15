import { z } from "zod";
import { revocationReasonSchema, severitySchema } from "#lib/builds/schema.ts";
import { conditionSchema } from "#lib/catalog/schema.ts";

/** `?q=` of the resolver: a name, id, hash or file name as people paste it. */
export const resolveQuerySchema = z.object({ q: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().trim().max(500).catch("")) });

/** What a text may mean, by its form alone. */
export type Reference =
  | { kind: "uuid"; id: string }
  | { kind: "hash"; algorithm: "sha256" | "sha512"; value: string }
  | { kind: "file"; fileName: string; image: string; version: string }
  | { kind: "dated"; name: string; image: string; version: string }
  | { kind: "channel"; name: string; image: string; channel: "latest" | "prev" }
  | { kind: "name"; name: string };

/** How the text was understood. `former` is a dated name of before this catalog, of which only the image is known. */
const matchedBySchema = z.enum(["image", "channel", "build", "file", "hash", "build-id", "glance-id", "glance-name", "former"]);
export type MatchedBy = z.infer<typeof matchedBySchema>;

/** What became of a build. */
const buildStateSchema = z.enum(["latest", "prev", "hidden", "revoked", "expired", "unfinished", "failed", "cancelled"]);
export type BuildState = z.infer<typeof buildStateSchema>;

const resolvedBuildSchema = z.object({
  id: z.uuid(),
  version: z.string(),
  state: buildStateSchema,
  presentName: z.string().describe("IMAGE_latest, IMAGE_prev or IMAGE_VERSION: the name that it bears today"),
  publishedAt: z.date().nullable(),
  availableUntil: z.date().nullable().describe("Until when its files are kept; null while it holds a channel or is held, and for what was never published"),
  revocation: z.object({ reason: revocationReasonSchema, severity: severitySchema, explanation: z.string(), replacementVersion: z.string().nullable(), at: z.date() }).nullable(),
});
export type ResolvedBuild = z.infer<typeof resolvedBuildSchema>;

/** An image in a cloud that bears, or once bore, the name or the id that was asked for. */
const resolvedRegistrationSchema = z.object({
  cloud: z.string(),
  glanceId: z.string().nullable().describe("Its id there now; null once it is removed. It differs from the one asked for when somebody removed that image by hand"),
  name: z.string().nullable().describe("Its name there now; null once it is removed"),
  goneAt: z.date().nullable().describe("When the image with the id that was asked for was found to be gone; null while it is there"),
});
export type ResolvedRegistration = z.infer<typeof resolvedRegistrationSchema>;

/** `GET /api/v1/resolve/NAME-OR-UUID`: where a name or an id belongs, and what to use today. */
export const resolutionSchema = z.object({
  query: z.string(),
  matchedBy: matchedBySchema,
  image: z.object({ name: z.string(), condition: conditionSchema, replacement: z.string().nullable() }),
  build: resolvedBuildSchema.nullable().describe("Null where only the image is known"),
  registration: resolvedRegistrationSchema.nullable().describe("Where a cloud's image was asked for: what became of it there"),
  current: z
    .object({ image: z.string(), version: z.string(), name: z.string(), publishedAt: z.date() })
    .nullable()
    .describe("The build that is latest now, of the image itself or, for a retired one, of its replacement; null where there is none"),
});
export type Resolution = z.infer<typeof resolutionSchema>;
