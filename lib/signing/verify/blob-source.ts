import { VerifyError } from "./errors.ts";
import type { ByteReader, ByteSource } from "./source.ts";

/**
 * How a browser's file is read. `byob`: a byte stream that fills our buffers, the fastest and leanest way. `slices`: one
 * piece after the other as a new buffer, for where the streams get stuck.
 */
export type Reading = "byob" | "slices";

/** A file that a person has chosen. Throws `VerifyError` `unreadable-file` when it changes or vanishes meanwhile. */
export function blobSource(blob: Blob, reading: Reading): ByteSource {
  return { sizeBytes: blob.size, open: (start, end) => (reading === "byob" && streamReader(blob.slice(start, end))) || sliceReader(blob, start, end) };
}

/** Null in browsers whose files are no byte streams yet: there slices are the only way. */
function streamReader(blob: Blob): ByteReader | null {
  const reader = byobReaderOf(blob.stream());
  return reader && {
    read: async (into) => {
      const { value } = await reader.read(into).catch(unreadable);
      return value ?? new Uint8Array(0);
    },
    close: () => reader.cancel(),
  };
}

function byobReaderOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

function sliceReader(blob: Blob, start: number, end: number): ByteReader {
  let position = start;
  return {
    read: async (into) => {
      const part = blob.slice(position, Math.min(end, position + into.length));
      into.set(new Uint8Array(await part.arrayBuffer().catch(unreadable)));
      position += part.size;
      return into.subarray(0, part.size);
    },
    close: async () => {},
  };
}

function unreadable(error: unknown): never {
  throw new VerifyError("unreadable-file", error instanceof Error ? error.message : String(error), { cause: error });
}
