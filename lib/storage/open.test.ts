import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openStorage } from "./open.ts";

it("opens folders by path and by file URL", async () => {
  const scratch = await mkdtemp(join(tmpdir(), "storage-open-"));
  try {
    await openStorage(`file:${scratch}/plain`).putBytes("a/b", "x");
    await openStorage(`file://${scratch}/with%20space`).putBytes("a/b", "x");
    expect((await stat(join(scratch, "plain/a/b"))).size).toBe(1);
    expect((await stat(join(scratch, "with space/a/b"))).size).toBe(1);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

it.each([
  ["s3://bucket", "unsupported-driver", "s3://bucket"],
  ["ftp://me:secret@host/", "unsupported-driver", "ftp://…@host/"],
  ["/just/a/path", "invalid-url", "/just/a/path"],
  ["file:", "invalid-url", "file:"],
  ["file://otherhost/x", "invalid-url", "file://otherhost/x"],
])("refuses %s with the setting, its value and the remedy", (url, code, shown) => {
  const error = (() => {
    try {
      return openStorage(url);
    } catch (thrown) {
      return thrown as Error;
    }
  })();
  expect(error).toMatchObject({ name: "StorageError", code });
  expect((error as Error).message).toContain("STORAGE_URL");
  expect((error as Error).message).toContain(shown);
  expect((error as Error).message).toContain("set it to file:/");
  expect((error as Error).message).not.toContain("secret");
});
