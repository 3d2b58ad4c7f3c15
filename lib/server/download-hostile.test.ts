import { readdirSync, readlinkSync } from "node:fs";
import { rm, symlink, truncate, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { curl, image, latest, run, startFixture, type Fixture } from "./front-fixture.ts";

const secret = "root:x:0:0";
let front: Fixture;
beforeAll(async () => {
  front = await startFixture();
});
afterAll(() => front.close());
beforeEach(() => {
  front.counted.length = 0;
  front.logged.length = 0;
});

/** Sends bytes as they are and gives all that comes back. */
function raw(text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(front.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("latin1").on("data", (part: string) => (answer += part)).on("end", () => resolve(answer)).on("error", reject);
    socket.setTimeout(5_000, () => socket.destroy(new Error("no end")));
  });
}

const get = (target: string) => raw(Buffer.from(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, "latin1"));

describe("odd requests get 400 or 404 and no stack trace", () => {
  test.each([
    ["/download/../../../../etc/passwd", 400],
    ["/download/%2e%2e/%2e%2e/etc/passwd", 400],
    ["/download/..%2f..%2f..%2fetc%2fpasswd", 400],
    ["/download/%252e%252e%252fetc/passwd", 404],
    ["/download/..%5c..%5cetc%5cpasswd", 400],
    ["/download/..\\..\\etc\\passwd", 400],
    ["/download/....//....//etc/passwd", 404],
    ["/download/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", 400],
    ["/download/%uff0e%uff0e/etc/passwd", 400],
    [`/download/${image}/${latest}/SHA256SUMS%00`, 400],
    [`/download/${image}/${latest}/../../../etc/passwd`, 400],
    [`/download/${image}/${latest}/SHA256SUMS/..`, 400],
    [`/download/${image}/${latest}/SHA256SUMS%20`, 404],
    [`/download/${image}/${latest}/sha256sums`, 404],
    [`/download/${image}/${latest}/.`, 400],
    [`/download/${image}/latest/..%2fpasswd`, 400],
    ["/download//etc/passwd", 404],
    ["/download/\xff\xfe", 400],
    ["/download/;a=b", 404],
    ["/download/%", 400],
    [`/download/${"a/".repeat(600)}`, 400],
    ["http://elsewhere.example/download/../etc/passwd", 400],
  ])("%s: %i", async (target, status) => {
    const answer = await get(target);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    expect(answer).not.toContain(secret);
    expect(answer).not.toMatch(/node:internal|\.ts:\d|at async/);
  });

  test("an absolute request target is understood", async () => {
    expect(await get(`http://elsewhere.example/download/${image}/${latest}/SHA256SUMS`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("a NUL byte, broken HTTP and too long headers end with an error status", async () => {
    expect(await get("/download/\0")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw("NONSENSE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET /download/ HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(70_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test("a query's secret stays out of the log", async () => {
    await curl(`${front.base}/SHA256SUMS?token=hunter2`);
    await sleep(20);
    expect(front.logged.join("")).toContain(`/${latest}/SHA256SUMS`);
    expect(front.logged.join("")).not.toContain("hunter2");
  });
});

describe("damaged stores", () => {
  test("a symbolic link out of the store is not followed", async () => {
    const file = await front.addFile(latest, "link.txt", "text/plain", "replaced");
    await rm(join(front.folder, file.storageKey));
    await symlink("/etc/passwd", join(front.folder, file.storageKey));
    const { status, headers, body } = await curl(`${front.base}/link.txt`);
    expect([status, headers["etag"], headers["cache-control"]]).toEqual([500, undefined, "no-store"]);
    expect(body.toString()).not.toContain(secret);
  });

  test("a missing file is gone, logged, and explained without details", async () => {
    const file = await front.addFile(latest, "gone.txt", "text/plain", "soon gone");
    await rm(join(front.folder, file.storageKey));
    const { status, headers, body } = await curl(`${front.base}/gone.txt`);
    expect([status, headers["etag"], headers["cache-control"]]).toEqual([410, undefined, "no-store"]);
    expect(body.toString()).not.toContain(front.folder);
    expect(front.logged.join("")).toContain(file.storageKey);
    expect(front.counted).toEqual([]);
  });

  test("a file that is shorter than its record breaks the transfer instead of ending it", async () => {
    const file = await front.addFile(latest, "short.bin", "application/octet-stream", Buffer.alloc(3_000_000));
    await truncate(join(front.folder, file.storageKey), 2_000_000);
    const { code } = await run("curl", ["-sS", "-o", "/dev/null", `${front.base}/short.bin`]);
    expect(code).toBe(18);
    expect(front.logged.join("")).toContain("1000000 bytes shorter");
    expect(front.counted).toEqual([]);
  });
});

function openFiles(): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(front.folder);
    } catch {
      return false;
    }
  }).length;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) await sleep(25);
  expect(condition()).toBe(true);
}

async function stalledReaders(count: number, path: string, range = ""): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, () => new Promise<Socket>((resolve) => {
      const socket = connect(front.port, "127.0.0.1", () => {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${range}\r\n`);
        socket.once("readable", () => resolve(socket));
      });
      socket.on("error", () => undefined);
    })),
  );
}

describe("slow and vanishing clients", () => {
  test("twenty stalled readers of a large file cost little memory and one open file each; leaving closes them", async () => {
    const path = join(front.folder, "big");
    await writeFile(path, "");
    await truncate(path, 2 * 1024 ** 3);
    const file = await front.addFile(latest, "big.bin", "application/octet-stream", "");
    Object.assign(file, { storageKey: "big", sizeBytes: 2 * 1024 ** 3 });
    const before = process.memoryUsage();
    const sockets = await stalledReaders(20, `/download/${image}/${latest}/big.bin`);
    await sleep(1_000);
    const after = process.memoryUsage();
    expect(openFiles()).toBe(20);
    const grownMiB = (after.rss - before.rss) / 1024 ** 2;
    expect(grownMiB).toBeLessThan(20 * 8);
    for (const socket of sockets) socket.destroy();
    await until(() => openFiles() === 0);
    expect(front.counted).toEqual([]);
    await until(() => front.logged.filter((line) => line.includes('"aborted":true')).length === 20);
  });

  test("leaving in the middle of several ranges closes the file", async () => {
    const sockets = await stalledReaders(3, `/download/${image}/${latest}/big.bin`, "Range: bytes=0-900000000,1000000000-1900000000\r\n");
    expect(openFiles()).toBe(3);
    for (const socket of sockets) socket.resetAndDestroy();
    await until(() => openFiles() === 0);
  });
});
