import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Storage } from "#lib/storage/types.ts";

/** The path of a stored object on this machine: its place in a folder store, else a copy in `workDir`. Read only. */
export async function localFile(storage: Storage, key: string, workDir: string, signal: AbortSignal): Promise<string> {
  const inStore = await storage.localPath(key);
  if (inStore) return inStore;
  await mkdir(workDir, { recursive: true });
  const copy = join(workDir, basename(key));
  await pipeline(await storage.openRead(key), createWriteStream(copy), { signal });
  return copy;
}
