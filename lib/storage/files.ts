import { constants } from "node:fs";
import { chmod, copyFile, open } from "node:fs/promises";
import { StorageError } from "./errors.ts";

/** The system's name of an error, `ENOENT`; undefined for anything else that was thrown. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** The value, or `null` when the path, or a folder on the way to it, does not exist. */
export async function ignoringMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

/** Makes renames and new names in a folder survive a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a new file and waits until the disk has it. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, "wx", 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Copies a regular file (by sharing its extents copy-on-write where the file system can), and waits until the disk has it.
 * Throws `StorageError` with code `source-changed` when the source changed meanwhile.
 */
export async function copyWhole(source: string, path: string): Promise<void> {
  const reader = await open(source, "r");
  try {
    const before = await reader.stat();
    if (!before.isFile()) throw new StorageError("io", `source ${source}: is not a regular file`);
    await copyFile(source, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    // The copy has the source's mode, which may not let even its owner write.
    await chmod(path, 0o644);
    const writer = await open(path, "r+");
    try {
      await writer.sync();
      const [after, copy] = await Promise.all([reader.stat(), writer.stat()]);
      if (after.mtimeMs !== before.mtimeMs || after.size !== before.size || copy.size !== before.size) {
        throw new StorageError("source-changed", `source ${source}: changed while it was copied; store it when it is complete`);
      }
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}
