import { open } from "node:fs/promises";
import type { ByteSource } from "#lib/signing/verify/source.ts";
import { VerifyError } from "#lib/signing/verify/errors.ts";

export type OpenedFile = { source: ByteSource; close: () => Promise<void> };

/** A file of this machine as a source of bytes. Throws `VerifyError` `unreadable-file`. */
export async function openFileSource(path: string): Promise<OpenedFile> {
  const handle = await open(path, "r").catch(unreadable);
  const { size } = await handle.stat();
  const source: ByteSource = {
    sizeBytes: size,
    open: (start, end) => {
      let position = start;
      return {
        read: async (into) => {
          const length = Math.max(0, Math.min(into.length, end - position));
          const { bytesRead } = await handle.read(into, 0, length, position).catch(unreadable);
          position += bytesRead;
          return into.subarray(0, bytesRead);
        },
        close: async () => {},
      };
    },
  };
  return { source, close: () => handle.close() };
}

function unreadable(error: unknown): never {
  throw new VerifyError("unreadable-file", error instanceof Error ? error.message : String(error), { cause: error });
}
