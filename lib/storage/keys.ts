import { StorageError } from "./errors.ts";

const maxKeyLength = 512;
const maxSegmentLength = 200;
// A leading dot is the store's own: ".", ".." and its folder for unfinished writes.
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * The segments of a key: `[A-Za-z0-9._-]`, not beginning with a dot, at most 200 characters each, joined by `/`, at most
 * 512 in all. Throws `StorageError` with code `invalid-key` otherwise.
 */
export function segmentsOf(key: string): string[] {
  const refuse = (reason: string) => {
    throw new StorageError("invalid-key", `storage key ${JSON.stringify(key.slice(0, maxKeyLength))}: ${reason}`);
  };
  if (key === "") refuse("is empty; name an object");
  if (key.length > maxKeyLength) refuse(`has ${key.length} characters; at most ${maxKeyLength} are allowed`);
  const segments = key.split("/");
  for (const part of segments) {
    if (part.length > maxSegmentLength) refuse(`a segment is longer than ${maxSegmentLength} characters`);
    if (!segment.test(part)) {
      refuse(`segment ${JSON.stringify(part)} must be letters, digits, ".", "_" and "-", and not begin with "."`);
    }
  }
  return segments;
}
