import { blobSource } from "#lib/signing/verify/blob-source.ts";
import { VerifyError } from "#lib/signing/verify/errors.ts";
import type { ByteSource } from "#lib/signing/verify/source.ts";
import type { PieceStore } from "#lib/signing/verify/transfer.ts";
import type { Target } from "./protocol.ts";

/** A file that is being made: what is in it already, where pieces go, and its end. */
export type Place = {
  present: ByteSource;
  store: PieceStore;
  /** Ends the file with this length; gives it when it has to be saved from here. */
  finish: (sizeBytes: number) => Promise<File | null>;
  /** Lets go of the file and keeps what was written, so that it can go on later. */
  release: () => Promise<void>;
};

/** The folder of this portal in the browser where files grow that could not be written to a chosen place. */
export async function privateFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle("downloads", { create: true });
}

/** Opens the place where a file goes. Throws `VerifyError` `unreadable-file` when it cannot be written. */
export async function openPlace(target: Target, name: string): Promise<Place> {
  try {
    return target.kind === "chosen" ? await openChosen(target.handle) : await openPrivate(name);
  } catch (error) {
    throw new VerifyError("unreadable-file", error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function openChosen(handle: FileSystemFileHandle): Promise<Place> {
  const present = await handle.getFile();
  const stream = await handle.createWritable({ keepExistingData: true });
  return {
    present: blobSource(present, "byob"),
    // The stream takes its bytes over only when the promise is kept, and the caller uses their memory again.
    store: { write: (position, data) => stream.write({ type: "write", position, data }) },
    finish: async (sizeBytes) => {
      await stream.truncate(sizeBytes);
      await stream.close();
      return null;
    },
    release: () => stream.close().catch(() => undefined),
  };
}

async function openPrivate(name: string): Promise<Place> {
  const handle = await (await privateFolder()).getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  return {
    present: accessSource(access),
    store: { write: async (at, bytes) => void access.write(bytes, { at }) },
    finish: async (sizeBytes) => {
      access.truncate(sizeBytes);
      access.flush();
      access.close();
      return handle.getFile();
    },
    release: async () => access.close(),
  };
}

function accessSource(access: FileSystemSyncAccessHandle): ByteSource {
  return {
    sizeBytes: access.getSize(),
    open: (start, end) => {
      let position = start;
      return {
        read: async (into) => {
          const count = access.read(into.subarray(0, Math.max(0, Math.min(into.length, end - position))), { at: position });
          position += count;
          return into.subarray(0, count);
        },
        close: async () => {},
      };
    },
  };
}
