import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFolderStorage } from "./folder.ts";
import type { Storage } from "./types.ts";

let scratch: string;
let root: string;
let storage: Storage;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "storage-"));
  root = join(scratch, "store");
  storage = openFolderStorage(root);
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

describe("objects", () => {
  it("are stored, described, read whole and in ranges, replaced, listed and removed", async () => {
    await storage.putBytes("builds/b/one.txt", "0123456789");
    expect(await storage.stat("builds/b/one.txt")).toMatchObject({ key: "builds/b/one.txt", sizeBytes: 10 });
    expect(await text(await storage.openRead("builds/b/one.txt"))).toBe("0123456789");
    expect(await text(await storage.openRead("builds/b/one.txt", { start: 2, end: 4 }))).toBe("234");
    expect(await text(await storage.openRead("builds/b/one.txt", { start: 8 }))).toBe("89");

    await storage.putBytes("builds/b/one.txt", "new");
    await storage.putBytes("builds/b2/two.txt", new Uint8Array([1, 2]));
    expect((await storage.list("builds")).map(({ key }) => key)).toEqual(["builds/b/one.txt", "builds/b2/two.txt"]);
    expect((await storage.list("builds/b")).map(({ key }) => key)).toEqual(["builds/b/one.txt"]);
    expect(await storage.list("")).toHaveLength(2);

    await storage.removePrefix("builds/b");
    expect(await storage.stat("builds/b/one.txt")).toBeNull();
    expect(await storage.stat("builds/b2/two.txt")).not.toBeNull();
    await storage.removePrefix("builds/b2/two.txt");
    expect(await storage.list("")).toEqual([]);
    await expect(storage.removePrefix("builds/none")).resolves.toBeUndefined();
  });

  it("are copies: a later write to the source does not reach them", async () => {
    const source = join(scratch, "source");
    await writeFile(source, "signed bytes", { mode: 0o400 });
    await storage.putFile("builds/b/image", source);
    const path = await storage.localPath("builds/b/image");
    expect(path).toBe(join(root, "builds/b/image"));
    expect((await stat(path!)).ino).not.toBe((await stat(source)).ino);
    expect((await stat(path!)).mode & 0o777).toBe(0o644);
    await writeFile(source, "other bytes!").catch(() => undefined);
    expect(await readFile(path!, "utf8")).toBe("signed bytes");
  });

  it("that do not exist are null or not-found", async () => {
    expect(await storage.stat("no/such")).toBeNull();
    expect(await storage.localPath("no/such")).toBeNull();
    expect(await storage.list("no")).toEqual([]);
    await expect(storage.openRead("no/such")).rejects.toMatchObject({ code: "not-found" });
    await storage.putBytes("a/b", "x");
    await expect(storage.openRead("a")).rejects.toMatchObject({ code: "not-found" });
    await expect(storage.openRead("a/b/c")).rejects.toMatchObject({ code: "not-found" });
    await expect(storage.putBytes("a", "x")).rejects.toMatchObject({ code: "invalid-key" });
    await expect(storage.putBytes("a/b/c", "x")).rejects.toMatchObject({ code: "invalid-key" });
  });
});

describe("keys", () => {
  const hostile = ["", "/", "/etc/passwd", "..", "a/../b", "../x", "a/./b", "a//b", "a/", ".incoming/x", "a/.hidden", "a\0b", "a\\b", "a b", "ä", "%2e%2e", "x".repeat(201), Array(300).fill("ab").join("/")];
  it.each(hostile)("%j is refused by every operation", async (key) => {
    const refused = { name: "StorageError", code: "invalid-key" };
    await expect(storage.putBytes(key, "x")).rejects.toMatchObject(refused);
    await expect(storage.stat(key)).rejects.toMatchObject(refused);
    await expect(storage.openRead(key)).rejects.toMatchObject(refused);
    await expect(storage.localPath(key)).rejects.toMatchObject(refused);
    await expect(storage.removePrefix(key)).rejects.toMatchObject(refused);
    if (key !== "") await expect(storage.list(key)).rejects.toMatchObject(refused);
    expect(await readdir(scratch)).toEqual(["store"]);
  });
});

describe("symbolic links out of the store", () => {
  it("are followed neither for files nor for folders", async () => {
    const outside = join(scratch, "outside");
    await mkdir(outside);
    await writeFile(join(outside, "secret"), "secret");
    await storage.putBytes("builds/b/x", "x");
    await symlink(join(outside, "secret"), join(root, "builds/b/link"));
    await symlink(outside, join(root, "builds/folder"));

    for (const key of ["builds/b/link", "builds/folder/secret"]) {
      const refused = { code: "outside-store" };
      await expect(storage.openRead(key)).rejects.toMatchObject(refused);
      await expect(storage.stat(key)).rejects.toMatchObject(refused);
      await expect(storage.localPath(key)).rejects.toMatchObject(refused);
      await expect(storage.removePrefix(key)).rejects.toMatchObject(refused);
    }
    await expect(storage.putBytes("builds/folder/new", "x")).rejects.toMatchObject({ code: "outside-store" });
    expect((await storage.list("")).map(({ key }) => key)).toEqual(["builds/b/x"]);
    expect(await readdir(outside)).toEqual(["secret"]);
    // Writing to the link's own name replaces the link, not what it points to.
    await storage.putBytes("builds/b/link", "mine");
    expect(await readFile(join(outside, "secret"), "utf8")).toBe("secret");
    expect(await text(await storage.openRead("builds/b/link"))).toBe("mine");
  });

  it("may lead to the store itself", async () => {
    await symlink(root, join(scratch, "alias"));
    const aliased = openFolderStorage(join(scratch, "alias"));
    await aliased.putBytes("a/b", "x");
    expect(await storage.stat("a/b")).toMatchObject({ sizeBytes: 1 });
  });
});

describe("writers that die or meet", () => {
  it("leave nothing visible; leftovers go after a day", async () => {
    const old = join(root, ".incoming", "old");
    const young = join(root, ".incoming", "young");
    await writeFile(old, "half");
    await writeFile(young, "half");
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(old, yesterday, yesterday);
    expect(await storage.list("")).toEqual([]);
    openFolderStorage(root);
    expect(await readdir(join(root, ".incoming"))).toEqual(["young"]);
  });

  it("a failed write leaves the old object and no temporary file", async () => {
    await storage.putBytes("a/b", "old");
    await expect(storage.putFile("a/b", join(scratch, "missing"))).rejects.toMatchObject({ name: "StorageError", code: "io" });
    await expect(storage.putFile("a/b", scratch)).rejects.toMatchObject({ code: "io" });
    expect(await text(await storage.openRead("a/b"))).toBe("old");
    expect(await readdir(join(root, ".incoming"))).toEqual([]);
  });

  it("concurrent writes of one key: every reader sees one whole object", async () => {
    const contents = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(300_000));
    const seen: string[] = [];
    let isWriting = true;
    const reader = (async () => {
      while (isWriting) {
        if (await storage.stat("a/b")) seen.push(await text(await storage.openRead("a/b")));
        await new Promise((next) => setImmediate(next));
      }
    })();
    await Promise.all(contents.map((content) => storage.putBytes("a/b", content)));
    isWriting = false;
    await reader;
    seen.push(await text(await storage.openRead("a/b")));
    expect(seen.filter((content) => !contents.includes(content))).toEqual([]);
    expect(await readdir(join(root, ".incoming"))).toEqual([]);
  });
});
