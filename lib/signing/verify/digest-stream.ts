import { openDigest } from "./digests.ts";
import { VerifyError } from "./errors.ts";
import type { ByteSource, Observer } from "./source.ts";

const bufferBytes = 1024 * 1024;

/** One digest to make of the same bytes: the algorithm's number, and what is hashed after the bytes. */
export type Wanted = { digestId: number; trailer: Uint8Array };

/**
 * The digests of a whole source, each with its own trailer, in one pass and constant memory. While one buffer is hashed the
 * next one is being filled. Throws `VerifyError` `unreadable-file` when the source ends before its size.
 */
export async function digestStream(source: ByteSource, wanted: readonly Wanted[], { onProgress, signal }: Observer = {}): Promise<Uint8Array[]> {
  const states = new Map(await Promise.all([...new Set(wanted.map(({ digestId }) => digestId))].map(async (id) => [id, await openDigest(id)] as const)));
  const reader = source.open(0, source.sizeBytes);
  let doneBytes = 0;
  try {
    let [next, other] = [reader.read(new Uint8Array(bufferBytes)), new ArrayBuffer(bufferBytes)];
    for (;;) {
      const bytes = await next;
      signal?.throwIfAborted();
      if (bytes.length === 0) break;
      next = reader.read(new Uint8Array(other));
      // A failure of the read ahead is reported when it is awaited.
      next.catch(() => undefined);
      for (const state of states.values()) state.update(bytes);
      other = bytes.buffer;
      doneBytes += bytes.length;
      onProgress?.(doneBytes, source.sizeBytes);
    }
  } finally {
    await reader.close().catch(() => undefined);
  }
  if (doneBytes !== source.sizeBytes) throw new VerifyError("unreadable-file", `the file ended after ${doneBytes} of ${source.sizeBytes} bytes`);
  return wanted.map(({ digestId, trailer }) => {
    const state = states.get(digestId);
    if (!state) throw new VerifyError("unsupported-signature", `no digest ${digestId}`);
    const before = state.save();
    const digest = state.update(trailer).digest("binary");
    state.load(before);
    return digest;
  });
}
