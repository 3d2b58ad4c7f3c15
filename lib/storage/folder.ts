import { randomUUID } from "node:crypto";
import { constants, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Readable } from "node:stream";
import { StorageError } from "./errors.ts";
import { copyWhole, errorCodeOf, ignoringMissing, syncFolder, writeWhole } from "./files.ts";
import { segmentsOf } from "./keys.ts";
import type { ByteRange, Storage, StoredObject } from "./types.ts";

/** Unfinished writes and removals; a name that no key can have. */
const incomingName = ".incoming";
const leftoverAgeMs = 24 * 60 * 60 * 1000;
const readChunkBytes = 1024 * 1024;

/**
 * Opens (and makes) the store in the folder `root`, and removes what writers that died left there more than a day ago:
 * younger unfinished writes may belong to a writer that still runs.
 */
export function openFolderStorage(root: string): Storage {
  const incoming = join(root, incomingName);
  mkdirSync(incoming, { recursive: true });
  for (const name of readdirSync(incoming)) {
    const path = join(incoming, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > leftoverAgeMs) rmSync(path, { recursive: true, force: true });
  }
  return new FolderStorage(realpathSync(root));
}

/**
 * The folder driver. An object is written to a temporary name, synced to disk and renamed, so a reader sees the old
 * object, the new one or none. A stored object never shares its inode with the source: `putFile` clones or copies, since
 * a hard link would let later writes to the source change signed bytes.
 */
class FolderStorage implements Storage {
  readonly #root: string;
  readonly #incoming: string;

  constructor(root: string) {
    this.#root = root;
    this.#incoming = join(root, incomingName);
  }

  putFile(key: string, sourcePath: string): Promise<StoredObject> {
    return this.#put(key, (temporary) => copyWhole(sourcePath, temporary));
  }

  putBytes(key: string, bytes: Uint8Array | string): Promise<StoredObject> {
    return this.#put(key, (temporary) => writeWhole(temporary, bytes));
  }

  async stat(key: string): Promise<StoredObject | null> {
    const path = await this.#existing(key);
    const found = path === null ? null : await ignoringMissing(lstat(path));
    return found?.isFile() ? { key, sizeBytes: found.size, modifiedAt: found.mtime } : null;
  }

  async openRead(key: string, range: ByteRange = {}): Promise<Readable> {
    const path = await this.#existing(key);
    const file = path === null ? null : await ignoringMissing(open(path, constants.O_RDONLY | constants.O_NOFOLLOW));
    if (!file) throw new StorageError("not-found", `storage key ${key}: there is no such object`);
    // A folder can be opened too; reading it would fail late, in the middle of an answer.
    if (!(await file.stat()).isFile()) {
      await file.close();
      throw new StorageError("not-found", `storage key ${key}: names a folder, not an object`);
    }
    return file.createReadStream({ ...range, highWaterMark: readChunkBytes });
  }

  async localPath(key: string): Promise<string | null> {
    return (await this.stat(key)) ? this.#existing(key) : null;
  }

  async removePrefix(prefix: string): Promise<void> {
    const path = await this.#existing(prefix);
    if (!path) return;
    const doomed = join(this.#incoming, randomUUID());
    const isMoved = await ignoringMissing(rename(path, doomed).then(() => true));
    if (!isMoved) return;
    await syncFolder(dirname(path));
    await rm(doomed, { recursive: true, force: true });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const start = prefix === "" ? this.#root : await this.#existing(prefix);
    if (!start) return [];
    const object = prefix === "" ? null : await this.stat(prefix);
    const found = object ? [object] : await this.#walk(start);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async #put(key: string, write: (temporary: string) => Promise<void>): Promise<StoredObject> {
    const target = join(this.#root, ...segmentsOf(key));
    const folder = dirname(target);
    const temporary = join(this.#incoming, randomUUID());
    try {
      await write(temporary);
      await this.#makeFolder(folder);
      await rename(temporary, target);
      await syncFolder(folder);
      const stored = await lstat(target);
      return { key, sizeBytes: stored.size, modifiedAt: stored.mtime };
    } catch (error) {
      await rm(temporary, { force: true });
      if (error instanceof StorageError) throw error;
      const code = errorCodeOf(error);
      if (code === "EISDIR" || code === "ENOTDIR" || code === "EEXIST") {
        throw new StorageError("invalid-key", `storage key ${key}: an object and a folder cannot have the same name`, { cause: error });
      }
      throw new StorageError("io", `storage key ${key}: could not be written (${code ?? "unknown error"})`, { cause: error });
    }
  }

  /** Makes a folder of the store, durably, and refuses one that a symbolic link moved elsewhere. */
  async #makeFolder(folder: string): Promise<void> {
    if (folder === this.#root) return;
    const parent = dirname(folder);
    await this.#makeFolder(parent);
    const isNew = await mkdir(folder).then(() => true, (error: unknown) => {
      if (errorCodeOf(error) === "EEXIST") return false;
      throw error;
    });
    if (isNew) await syncFolder(parent);
    if ((await realpath(folder)) !== folder) throw outside(folder.slice(this.#root.length + 1));
  }

  /**
   * The path of a key whose parent folders exist; `null` when they do not. A symbolic link on the way, or as the last
   * part, is refused: nothing in the store is one, so somebody else made it.
   */
  async #existing(key: string): Promise<string | null> {
    const path = join(this.#root, ...segmentsOf(key));
    const real = await ignoringMissing(realpath(path));
    if (real === null) return null;
    if (real !== path) throw outside(key);
    return path;
  }

  async #walk(folder: string): Promise<StoredObject[]> {
    const entries = (await ignoringMissing(readdir(folder, { withFileTypes: true }))) ?? [];
    const found = await Promise.all(
      entries
        .filter((entry) => !entry.name.startsWith("."))
        .map(async (entry) => {
          const path = join(folder, entry.name);
          if (entry.isDirectory()) return this.#walk(path);
          const facts = entry.isFile() ? await ignoringMissing(lstat(path)) : null;
          const key = relative(this.#root, path).split(sep).join("/");
          return facts ? [{ key, sizeBytes: facts.size, modifiedAt: facts.mtime }] : [];
        }),
    );
    return found.flat();
  }
}

function outside(key: string): StorageError {
  return new StorageError("outside-store", `storage key ${key}: leads through a symbolic link; remove the link from the store`);
}
