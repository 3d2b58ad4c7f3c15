/** Reads bytes in order. */
export interface ByteReader {
  /**
   * The next bytes, at most as many as `into` has; none at the end. `into` is given away: its memory comes back as the
   * buffer of the result, also at the end, so that one buffer serves for a whole file.
   */
  read(into: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Something with a size whose bytes can be read from several places at once. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** A reader of the bytes from `start` up to, not including, `end`. */
  open(start: number, end: number): ByteReader;
}

/** Whom to tell how far it is, and who may stop it. */
export type Observer = {
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
};

/**
 * Reads until `length` bytes are there or the reader is at its end. The result lies at the beginning of `buffer`'s memory,
 * which is given away: go on with the result's buffer.
 */
export async function fill(reader: ByteReader, buffer: ArrayBuffer, length: number): Promise<Uint8Array<ArrayBuffer>> {
  let memory = buffer;
  let filled = 0;
  while (filled < length) {
    const bytes = await reader.read(new Uint8Array(memory, filled, length - filled));
    memory = bytes.buffer;
    if (bytes.length === 0) break;
    filled += bytes.length;
  }
  return new Uint8Array(memory, 0, filled);
}

/** Bytes in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    open: (start, end) => {
      let position = start;
      return {
        read: async (into) => {
          const part = bytes.subarray(position, Math.min(end, position + into.length));
          into.set(part);
          position += part.length;
          return into.subarray(0, part.length);
        },
        close: async () => {},
      };
    },
  };
}
