import { VerifyError } from "./errors.ts";
import type { ByteReader, ByteSource } from "./source.ts";

/**
 * A file of the portal that is checked on the way and not kept, in requests for ranges (RFC 9110 §14). `sizeBytes` is what
 * the portal said; an answer of another kind than the asked-for range is `network-failed`.
 */
export function urlSource(address: string, sizeBytes: number): ByteSource {
  return { sizeBytes, open: (start, end) => rangeReader(address, start, end) };
}

function rangeReader(address: string, start: number, end: number): ByteReader {
  const stopping = new AbortController();
  let reader: Promise<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | null> | undefined;
  let rest = new Uint8Array(0);
  const request = async () => {
    if (start >= end) return null;
    const answer = await fetch(address, { headers: { range: `bytes=${start}-${end - 1}` }, signal: stopping.signal });
    if (answer.status !== 206 || !answer.body) throw new VerifyError("network-failed", `${address} answers ${answer.status} to a range`);
    return answer.body.getReader();
  };
  return {
    read: async (into) => {
      try {
        const body = await (reader ??= request());
        while (rest.length === 0) {
          const next = await body?.read();
          if (!next || next.done) return into.subarray(0, 0);
          rest = next.value;
        }
      } catch (error) {
        throw error instanceof VerifyError ? error : new VerifyError("network-failed", String(error), { cause: error });
      }
      const part = rest.subarray(0, into.length);
      rest = rest.subarray(part.length);
      into.set(part);
      return into.subarray(0, part.length);
    },
    close: async () => stopping.abort(),
  };
}
