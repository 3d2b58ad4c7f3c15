import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { curl, image, latest, qcow2Bytes, run, startFixture, type Fixture } from "./front-fixture.ts";

const name = `${image}-${latest}.qcow2`;
let front: Fixture;
let folder: string;
beforeAll(async () => {
  front = await startFixture();
  await front.addFile(latest, `${name}.meta4`, "application/metalink4+xml", metalink());
});
afterAll(() => front.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clients-"));
  front.counted.length = 0;
  return () => rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

function metalink(): string {
  const length = 1024 * 1024;
  const pieces = Array.from({ length: Math.ceil(qcow2Bytes.length / length) }, (_, index) => sha256(qcow2Bytes.subarray(index * length, (index + 1) * length)));
  return `<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="${name}"><size>${qcow2Bytes.length}</size>
<hash type="sha-256">${sha256(qcow2Bytes)}</hash>
<pieces length="${length}" type="sha-256">${pieces.map((piece) => `<hash>${piece}</hash>`).join("")}</pieces>
<url>${front.qcow2}</url></file></metalink>\n`;
}

test("curl -C - resumes a cut download to the identical file", async () => {
  const path = join(folder, name);
  const cut = await run("curl", ["-sS", "--max-filesize", "100000000", "-r", "0-4000000", "-o", path, front.qcow2]);
  expect(cut.code).toBe(0);
  const resumed = await run("curl", ["-fsS", "-C", "-", "-o", path, front.qcow2]);
  expect(resumed).toMatchObject({ code: 0, stderr: "" });
  expect((await readFile(path)).equals(qcow2Bytes)).toBe(true);
});

test("wget -c resumes too", async () => {
  await writeFile(join(folder, name), qcow2Bytes.subarray(0, 1_234_567));
  expect((await run("wget", ["-c", "-q", front.qcow2], folder)).code).toBe(0);
  expect((await readFile(join(folder, name))).equals(qcow2Bytes)).toBe(true);
});

test("aria2c -x4 downloads the Metalink's file, checks it, and repairs a damaged copy", async () => {
  const meta4 = join(folder, "image.meta4");
  expect((await run("curl", ["-fsS", "-o", meta4, `${front.qcow2}.meta4`])).code).toBe(0);
  const aria2 = ["-x4", "-s4", "-k1M", "--check-integrity", "--allow-overwrite", "--auto-file-renaming=false", "--no-conf", "-d", folder, "-M", meta4];
  const first = await run("aria2c", aria2);
  expect(first.code, first.stdout.toString()).toBe(0);
  expect((await readFile(join(folder, name))).equals(qcow2Bytes)).toBe(true);
  // Parallel parts are one download.
  expect(front.counted).toEqual([`${latest}/${name}.meta4`, `${latest}/${name}`]);

  const damaged = Buffer.from(qcow2Bytes);
  damaged.fill(0, 5_000_000, 5_000_100);
  await writeFile(join(folder, name), damaged);
  expect((await run("aria2c", aria2)).code).toBe(0);
  expect((await readFile(join(folder, name))).equals(qcow2Bytes)).toBe(true);
});

test("aria2c follows the Metalink by its address", async () => {
  const result = await run("aria2c", ["-x4", "--check-integrity", "--no-conf", "-d", folder, `${front.qcow2}.meta4`]);
  expect(result.code, result.stdout.toString()).toBe(0);
  expect((await readFile(join(folder, name))).equals(qcow2Bytes)).toBe(true);
});

test("wget -r mirrors a version's folder through its listing", async () => {
  const result = await run("wget", ["-r", "-np", "-nH", "--cut-dirs=2", "-q", "-e", "robots=off", `${front.base}/`], folder);
  expect(result.code, result.stderr).toBe(0);
  expect((await readdir(join(folder, latest))).sort()).toEqual(["SHA256SUMS", name, `${name}.asc`, `${name}.meta4`, "index.html"].sort());
  expect((await readFile(join(folder, latest, name))).equals(qcow2Bytes)).toBe(true);
  expect((await run("sha256sum", ["-c", "SHA256SUMS"], join(folder, latest))).code).toBe(0);
});

test("a kept-alive connection serves one answer after the other", async () => {
  const { code, stdout } = await run("curl", ["-fsS", "-w", "%{num_connects} %{http_code} ", "-o", "/dev/null", "-r", "0-0,-1", front.qcow2, "-o", "/dev/null", `${front.base}/SHA256SUMS`]);
  expect([code, stdout.toString()]).toEqual([0, "1 206 0 206 "]);
});

test("nothing is compressed on the way", async () => {
  const { headers } = await curl("-H", "Accept-Encoding: gzip, br", front.qcow2);
  expect([headers["content-encoding"], headers["content-length"]]).toEqual([undefined, String(qcow2Bytes.length)]);
});
