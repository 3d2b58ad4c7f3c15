import { randomBytes } from "node:crypto";
import { mkdtemp, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { fileOf } from "./file-names.ts";
import { hashFile, pieceBytesOf } from "./hash-file.ts";
import { metalinkOf } from "./metalink.ts";
import { build, publisher } from "./testing.ts";

const signature = "-----BEGIN PGP SIGNATURE-----\n\nabc+/<&>=\n-----END PGP SIGNATURE-----\n";
const { fileName } = fileOf("qcow2", build.image, build.version);
const pieceBytes = pieceBytesOf(0);
const content = randomBytes(3 * pieceBytes + 123_456);
let scratch: string;
let server: Server;
let served = content;
let requests: { path: string; bytes: number }[] = [];
let metalink: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "metalink-"));
  server = createServer((request, response) => {
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Number(range[2]) : served.length - 1;
    const body = served.subarray(start, end + 1);
    requests.push({ path: request.url ?? "", bytes: body.length });
    response.writeHead(range ? 206 : 200, {
      "content-length": body.length,
      "accept-ranges": "bytes",
      ...(range ? { "content-range": `bytes ${start}-${end}/${served.length}` } : {}),
    });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(scratch, "original"), content);
  metalink = metalinkOf(build, await hashFile(join(scratch, "original")), signature, { ...publisher, url });
  await writeFile(join(scratch, "image.meta4"), metalink);
});
beforeEach(async () => {
  served = content;
  requests = [];
  await Promise.all([fileName, `${fileName}.aria2`].map((name) => rm(join(scratch, name), { force: true })));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(scratch, { recursive: true, force: true });
});

const aria2 = () =>
  runProcess({
    command: "aria2c",
    args: ["--no-conf", "--no-netrc", "--all-proxy=", "--dir", scratch, "--check-integrity=true", "--allow-overwrite=true", "--file-allocation=none", "--max-connection-per-server=4", "--split=4", "--min-split-size=1M", "--max-tries=2", "--retry-wait=0", "--summary-interval=0", "--metalink-file", join(scratch, "image.meta4")],
    timeoutMs: 60_000,
    acceptExitCodes: Array.from({ length: 40 }, (_, code) => code),
  });
const downloaded = () => readFile(join(scratch, fileName));

describe("aria2c with our Metalink", () => {
  it("downloads the identical file from the address in it", async () => {
    expect((await aria2()).exitCode).toBe(0);
    expect((await downloaded()).equals(content)).toBe(true);
    expect(new Set(requests.map(({ path }) => path))).toEqual(new Set([`/download/Standard_Debian_12/20261123-1/${fileName}`]));
  });

  it("repairs a damaged file by fetching the damaged piece only", async () => {
    await writeFile(join(scratch, fileName), content);
    const file = await open(join(scratch, fileName), "r+");
    await file.write(Buffer.from([content[pieceBytes + 7]! ^ 1]), 0, 1, pieceBytes + 7);
    await file.close();
    expect((await aria2()).exitCode).toBe(0);
    expect((await downloaded()).equals(content)).toBe(true);
    const fetched = requests.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(fetched).toBeGreaterThan(0);
    expect(fetched).toBeLessThanOrEqual(pieceBytes);
  });

  it("leaves an intact file alone", async () => {
    await writeFile(join(scratch, fileName), content);
    const before = (await stat(join(scratch, fileName))).mtimeMs;
    expect((await aria2()).exitCode).toBe(0);
    expect(requests).toEqual([]);
    expect((await stat(join(scratch, fileName))).mtimeMs).toBe(before);
  });

  it("refuses a mirror's other bytes", async () => {
    served = Buffer.from(content);
    served[5] = served[5]! ^ 1;
    expect((await aria2()).exitCode).not.toBe(0);
  });
});

it("holds size, hashes, signature, time and generator, escaped", () => {
  expect(metalink).toContain('<metalink xmlns="urn:ietf:params:xml:ns:metalink">');
  expect(metalink).toContain("<published>2026-11-23T01:10:00Z</published>");
  expect(metalink).toContain("<generator>Image Factory/0.1.0</generator>");
  expect(metalink).toContain(`<size>${content.length}</size>`);
  expect(metalink.match(/<hash>[0-9a-f]{64}<\/hash>/g)).toHaveLength(4);
  expect(metalink).toContain('<signature mediatype="application/pgp-signature">-----BEGIN PGP SIGNATURE-----\n\nabc+/&lt;&amp;&gt;=\n-----END PGP SIGNATURE-----');
});
