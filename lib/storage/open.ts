import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { StorageError } from "./errors.ts";
import { openFolderStorage } from "./folder.ts";
import type { Storage } from "./types.ts";

/**
 * Opens the store that `STORAGE_URL` names: `file:/absolute/folder`, `file:///absolute/folder`, or `file:folder` relative
 * to the working folder. Throws `StorageError` with code `unsupported-driver` or `invalid-url`.
 */
export function openStorage(storageUrl: string): Storage {
  if (storageUrl.startsWith("file:")) return openFolderStorage(folderOf(storageUrl));
  const scheme = /^([a-z0-9+.-]+):/i.exec(storageUrl)?.[1];
  if (scheme === undefined) {
    throw new StorageError("invalid-url", `STORAGE_URL: "${storageUrl}" has no scheme; set it to file:/absolute/folder`);
  }
  // What follows the scheme may hold credentials.
  const shown = storageUrl.replace(/\/\/[^/@]*@/, "//…@");
  throw new StorageError("unsupported-driver", `STORAGE_URL: "${shown}": there is no driver for ${scheme}: in this version; set it to file:/absolute/folder`);
}

function folderOf(storageUrl: string): string {
  const path = storageUrl.slice("file:".length);
  try {
    const folder = path.startsWith("//") ? fileURLToPath(storageUrl) : decodeURIComponent(path);
    if (folder === "" || folder.includes("\0")) throw new Error("it names no folder");
    return isAbsolute(folder) ? folder : resolve(folder);
  } catch (error) {
    const reason = (error as Error).message;
    throw new StorageError("invalid-url", `STORAGE_URL: "${storageUrl}": ${reason}; set it to file:/absolute/folder`);
  }
}
