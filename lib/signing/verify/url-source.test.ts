import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bytesOf } from "./made-fixture.ts";
import { fill } from "./source.ts";
import { urlSource } from "./url-source.ts";

const bytes = bytesOf(200_000);
let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (request.url === "/whole") return void response.end(bytes);
    response.writeHead(206).end(bytes.subarray(Number(start), Number(end) + 1));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

it("asks for a range and gives its bytes", async () => {
  const reader = urlSource(`${address}/file`, bytes.length).open(1_000, 150_000);
  expect(await fill(reader, new ArrayBuffer(140_000), 140_000)).toEqual(bytes.slice(1_000, 141_000));
  expect(await fill(reader, new ArrayBuffer(140_000), 140_000)).toEqual(bytes.slice(141_000, 150_000));
  await reader.close();
});

it("does not take a whole file for a range of it, and has a code for no answer", async () => {
  await expect(urlSource(`${address}/whole`, bytes.length).open(5, 10).read(new Uint8Array(5))).rejects.toMatchObject({ code: "network-failed" });
  await expect(urlSource("http://127.0.0.1:1/", 10).open(0, 10).read(new Uint8Array(5))).rejects.toMatchObject({ code: "network-failed" });
});
