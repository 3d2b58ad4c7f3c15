import { createHash, randomBytes } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PieceList } from "./metalink.ts";
import { transfer, type TransferRequest } from "./transfer.ts";
import { urlSource } from "./url-source.ts";

const pieceBytes = 64 * 1024;
const content = randomBytes(pieceBytes * 11 + 12_345);
const pieceAt = (index: number) => content.subarray(index * pieceBytes, (index + 1) * pieceBytes);
const count = Math.ceil(content.length / pieceBytes);
const list: PieceList = {
  fileName: "image.qcow2",
  sizeBytes: content.length,
  pieceBytes,
  pieces: Array.from({ length: count }, (_, index) => createHash("sha256").update(pieceAt(index)).digest("hex")),
  signature: null,
  revocation: null,
};

let requests: string[];
let answer: (range: { start: number; end: number }, response: ServerResponse) => void;
let close: () => void;
let request: TransferRequest;
let stored: Buffer;

const send = ({ start, end }: { start: number; end: number }, response: ServerResponse, bytes: Uint8Array = content) =>
  response.writeHead(206, { "Content-Range": `bytes ${start}-${end - 1}/${content.length}`, "Content-Length": end - start }).end(bytes.subarray(start, end));

beforeEach(async () => {
  requests = [];
  answer = send;
  stored = Buffer.alloc(content.length);
  const server = createServer(({ headers }, response) => {
    const [, first = "", last = ""] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    requests.push(`${first}-${last}`);
    answer({ start: Number(first), end: Number(last) + 1 }, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const source = urlSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, content.length);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  request = {
    list,
    have: [],
    open: (start, end) => source.open(start, end),
    store: { write: async (at, bytes) => void stored.set(bytes, at) },
    pause: async () => {},
  };
});
afterEach(() => close());

/** Sends the first `bytes` of an answer and drops the connection. */
const cutAfter = (bytes: number) => (range: { start: number; end: number }, response: ServerResponse) => {
  response.writeHead(206, { "Content-Length": range.end - range.start });
  response.write(content.subarray(range.start, range.start + bytes), () => setTimeout(() => response.destroy(), 20));
};

test("a whole file comes in one request", async () => {
  const steps: number[] = [];
  const report = await transfer(request, { onProgress: (done) => steps.push(done) });
  expect(stored.equals(content)).toBe(true);
  expect(requests).toEqual([`0-${content.length - 1}`]);
  expect(report).toEqual({ fetchedBytes: content.length, refetched: [], cuts: 0 });
  expect(steps.at(-1)).toBe(content.length);
});

test("cut three times and with one damaged piece it ends whole, and only that piece comes twice", async () => {
  const damaged = Buffer.from(content);
  damaged[pieceBytes * 9 + 7]! ^= 1;
  const script = [cutAfter(pieceBytes * 2 + 100), cutAfter(pieceBytes + 5), cutAfter(pieceBytes * 3 + 50), (range, response) => send(range, response, damaged)] satisfies (typeof answer)[];
  answer = (range, response) => (script.shift() ?? send)(range, response);
  const report = await transfer(request);
  expect(stored.equals(content)).toBe(true);
  expect([report.cuts, report.refetched]).toEqual([3, [9]]);
  const end = content.length - 1;
  expect(requests).toEqual([`0-${end}`, `${pieceBytes * 2}-${end}`, `${pieceBytes * 3}-${end}`, `${pieceBytes * 6}-${end}`, `${pieceBytes * 9}-${pieceBytes * 10 - 1}`]);
  // What a cut breaks off is lost, and no more.
  expect(report.fetchedBytes).toBe(content.length + pieceBytes + 100 + 5 + 50);
});

test("a damaged piece is fetched again alone", async () => {
  const damaged = Buffer.from(content);
  damaged[pieceBytes * 4 + 7]! ^= 1;
  answer = (range, response) => send(range, response, requests.length === 1 ? damaged : content);
  const report = await transfer(request);
  expect(stored.equals(content)).toBe(true);
  expect(report).toEqual({ fetchedBytes: content.length + pieceBytes, refetched: [4], cuts: 0 });
  expect(requests).toEqual([`0-${content.length - 1}`, `${pieceBytes * 4}-${pieceBytes * 5 - 1}`]);
});

test("only what is missing is fetched", async () => {
  const have = list.pieces.map((_, index) => index !== 2 && index !== 3 && index !== count - 1);
  const report = await transfer({ ...request, have });
  expect(requests).toEqual([`${pieceBytes * 2}-${pieceBytes * 4 - 1}`, `${pieceBytes * (count - 1)}-${content.length - 1}`]);
  expect(report.fetchedBytes).toBe(pieceBytes * 2 + 12_345);
  expect(stored.subarray(pieceBytes * 2, pieceBytes * 4).equals(content.subarray(pieceBytes * 2, pieceBytes * 4))).toBe(true);
});

test("nothing is written that was not signed, and a source that stays damaged is given up", async () => {
  answer = (range, response) => send(range, response, Buffer.alloc(content.length));
  const written: number[] = [];
  await expect(transfer({ ...request, store: { write: async (at) => void written.push(at) } })).rejects.toMatchObject({ code: "damaged" });
  expect(written).toEqual([]);
});

test("a source that never answers is given up", async () => {
  answer = (_range, response) => response.destroy();
  const pauses: number[] = [];
  await expect(transfer({ ...request, pause: async (cuts) => void pauses.push(cuts) })).rejects.toMatchObject({ code: "network-failed" });
  expect(pauses).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("it stops when it is told to", async () => {
  const stopping = new AbortController();
  const asked = transfer(request, { signal: stopping.signal, onProgress: (done) => done > 0 && stopping.abort() });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
});
