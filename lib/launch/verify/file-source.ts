import { open } from "node:fs/promises";
import type { ByteSource } from "#lib/signing/verify/source.ts";
import { VerifyError } from "#lib/signing/verify/errors.ts";

export type OpenedFile = { source: ByteSource; close: () => Promise<void> };

/**
 * A file of this machine as a source of bytes. Throws `VerifyError` `unreadable-file`, also for what has no size of its own,
 * such as a pipe, and when more bytes come than the size said: they would be passed over.
 */
export async function openFileSource(path: string): Promise<OpenedFile> {
  const handle = await open(path, "r").catch(unreadable);
  const stat = await handle.stat();
  const { size } = stat;
  if (!stat.isFile()) await handle.close().then(() => unreadable("it is no regular file"));
  const requireEnd = async () => {
    if ((await handle.read(new Uint8Array(1), 0, 1, size)).bytesRead > 0) unreadable("the file is longer than its size says, or grew meanwhile");
  };
  await requireEnd().catch((error: unknown) => handle.close().then(() => unreadable(error)));
  const source: ByteSource = {
    sizeBytes: size,
    open: (start, end) => {
      let position = start;
      return {
        read: async (into) => {
          const length = Math.max(0, Math.min(into.length, end - position));
          const { bytesRead } = await handle.read(into, 0, length, position).catch(unreadable);
          position += bytesRead;
          if (position === size) await requireEnd();
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
