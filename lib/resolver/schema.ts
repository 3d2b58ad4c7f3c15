import { z } from "zod";
import type { ImageCondition } from "#lib/catalog/schema.ts";
import type { RevocationReason, Severity } from "#lib/builds/schema.ts";

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
export type MatchedBy = "image" | "channel" | "build" | "file" | "hash" | "build-id" | "glance-id" | "glance-name" | "former";

/** What became of a build. */
export type BuildState = "latest" | "prev" | "hidden" | "revoked" | "expired" | "unfinished" | "failed" | "cancelled";

export type ResolvedBuild = {
  id: string;
  version: string;
  state: BuildState;
  /** `IMAGE_latest`, `IMAGE_prev` or `IMAGE_VERSION`: the name that it bears today. */
  presentName: string;
  publishedAt: Date | null;
  /** Until when its files are kept; null while it holds a channel or is held, and for what was never published. */
  availableUntil: Date | null;
  revocation: { reason: RevocationReason; severity: Severity; explanation: string; replacementVersion: string | null; at: Date } | null;
};

/** An image in a cloud that bears, or once bore, the name or the id that was asked for. */
export type ResolvedRegistration = {
  cloud: string;
  /** Its id there now; null once it is removed. It differs from the one asked for when somebody removed that image by hand. */
  glanceId: string | null;
  /** Its name there now; null once it is removed. */
  name: string | null;
  /** When the image with the id that was asked for was found to be gone; null while it is there. */
  goneAt: Date | null;
};

/** The answer: where a name or an id belongs, and what to use today. `build` is null where only the image is known. */
export type Resolution = {
  query: string;
  matchedBy: MatchedBy;
  image: { name: string; condition: ImageCondition; replacement: string | null };
  build: ResolvedBuild | null;
  /** Where a cloud's image was asked for: what became of it there. */
  registration: ResolvedRegistration | null;
  /** The build that `latest` is now, of the image itself or, for a retired one, of its replacement; null where there is none. */
  current: { image: string; version: string; name: string; publishedAt: Date } | null;
};
