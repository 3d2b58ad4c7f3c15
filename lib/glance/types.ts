import type { Readable } from "node:stream";

/** Who may see an image (Image API v2, “Image visibility”). */
export type Visibility = "public" | "community" | "shared" | "private";

/** The life of an image in Glance; `active` alone can be booted. */
export type GlanceStatus = "queued" | "saving" | "uploading" | "importing" | "active" | "deactivated" | "killed" | "deleted" | "pending_delete";

/** What of an image its owner sets. `properties` are the custom ones, all of them text. */
export type ImageSettings = {
  name: string;
  isHidden: boolean;
  visibility: Visibility;
  isProtected: boolean;
  minDiskGib: number;
  minRamMib: number;
  properties: Record<string, string>;
};

/** An image as Glance has it. Size and hash are null until it has bytes. */
export type GlanceImage = ImageSettings & {
  id: string;
  status: GlanceStatus;
  ownerId: string | null;
  sizeBytes: number | null;
  /** `sha512` unless the operator of the cloud chose another one (`os_hash_algo`). */
  hashAlgorithm: string | null;
  hash: string | null;
  createdAt: Date;
};

/** One change of an image (RFC 6902 as Glance takes it); all changes of one call happen together or not at all. */
export type ImageChange = { path: string; value: string | boolean | number } | { path: string; remove: true };

/**
 * One region of one cloud: its Image API v2 behind its Identity API v3. Every operation throws `GlanceError`; those that can
 * be repeated without harm are, with growing pauses, when the cloud fails or the connection is lost.
 */
export interface Glance {
  /** The project whose images these credentials change. */
  projectId(): Promise<string>;
  /** All images that the project sees and that are hidden or not; one request as long as they fit into one page of the cloud. */
  list(filter: { isHidden: boolean }): Promise<GlanceImage[]>;
  /** Null when there is none. */
  show(id: string): Promise<GlanceImage | null>;
  /** Makes an image without bytes under an id of the caller's choice: made already, it is left as it is. */
  create(id: string, settings: ImageSettings): Promise<void>;
  /** Streams the bytes of a `queued` image. `open` gives them from their beginning; it is called again when a token had to be renewed. */
  upload(id: string, sizeBytes: number, open: () => Promise<Readable>): Promise<void>;
  /** Lets the cloud fetch the bytes by itself and waits until it has them; false when it does not offer that. */
  importFrom(id: string, url: string): Promise<boolean>;
  /** Changes an image in one request and returns it as it is then; with `evenWhenEnding` also while this process is asked to end. */
  change(id: string, changes: ImageChange[], options?: { evenWhenEnding: boolean }): Promise<GlanceImage>;
  /** Makes an image usable that somebody has deactivated. */
  reactivate(id: string): Promise<void>;
  /** Removes an image; no error when there is none. */
  remove(id: string): Promise<void>;
}
