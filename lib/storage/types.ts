import type { Readable } from "node:stream";

/** What the store knows of one object. */
export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/** Bytes `start` to `end`, both counted from 0 and both included, as in an HTTP range (RFC 9110 §14.1.2). */
export type ByteRange = { start?: number; end?: number };

/**
 * Where artifacts and logs live. Keys are `segment/segment/…`, see keys.ts; an object appears whole or
 * not at all, and replacing one is atomic. Every operation throws `StorageError` with code `invalid-key` on a bad key.
 */
export interface Storage {
  /**
   * Stores a copy of a local file. Later writes to the source do not reach the stored object.
   * Throws `StorageError` with code `source-changed` when the source grows or shrinks meanwhile.
   */
  putFile(key: string, sourcePath: string): Promise<StoredObject>;
  /** Stores bytes; text is written as UTF-8. */
  putBytes(key: string, bytes: Uint8Array | string): Promise<StoredObject>;
  /** Size and time of an object; `null` when there is none. */
  stat(key: string): Promise<StoredObject | null>;
  /** A stream of an object or a range of it; throws `StorageError` with code `not-found` when there is none. */
  openRead(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * The resolved path of an existing object, for callers that want the file itself (nginx, gpg, sendfile).
   * `null` when the driver has no local files, or when there is no such object. Read only: never write to it.
   */
  localPath(key: string): Promise<string | null>;
  /**
   * Removes the object `prefix` and all objects under `prefix/`; a whole folder disappears at once. No error when there
   * are none. The empty prefix is refused.
   */
  removePrefix(prefix: string): Promise<void>;
  /** The object `prefix` and all objects under `prefix/` (everything for `""`), sorted by key. */
  list(prefix: string): Promise<StoredObject[]>;
}
