import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fill } from "#lib/signing/verify/source.ts";
import { openFileSource } from "./file-source.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "file-source-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const unreadable = expect.objectContaining({ code: "unreadable-file" });

it("reads a file and parts of it", async () => {
  const path = join(folder, "file");
  await writeFile(path, "0123456789");
  const { source, close } = await openFileSource(path);
  const read = async (start: number, end: number) => new TextDecoder().decode(await fill(source.open(start, end), new ArrayBuffer(20), 20));
  expect([source.sizeBytes, await read(0, 10), await read(2, 4)]).toEqual([10, "0123456789", "23"]);
  await close();
});

it("does not pass over what is added while it reads", async () => {
  const path = join(folder, "growing");
  await writeFile(path, "0123456789");
  const { source, close } = await openFileSource(path);
  await appendFile(path, "x");
  await expect(fill(source.open(0, 10), new ArrayBuffer(20), 20)).rejects.toEqual(unreadable);
  await close();
});

it("refuses what is missing, and what has no size of its own", async () => {
  await expect(openFileSource(join(folder, "missing"))).rejects.toEqual(unreadable);
  await expect(openFileSource("/dev/null")).rejects.toEqual(unreadable);
  await expect(openFileSource(folder)).rejects.toEqual(unreadable);
});

it("does not take a file for empty whose size says so", async () => {
  await expect(openFileSource("/proc/self/status")).rejects.toEqual(unreadable);
});
