import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { followLinks } from "./follow.ts";

const signature = "-----BEGIN PGP SIGNATURE-----\n";
const sha256 = createHash("sha256").update(signature).digest("hex");
const how = { timeoutMs: 300, attempts: 2, pauseMs: 5 };
let server: Server;
let base: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url === "/right" || (url === "/second-time" && asked.filter((one) => one === url).length > 1)) response.end(signature);
    else if (url === "/part") response.writeHead(206).end(signature.slice(10));
    else if (url === "/other") response.end("another signature");
    else if (url === "/moved") response.writeHead(302, { location: "/right" }).end();
    else if (url === "/image") response.writeHead(200, { "content-length": 10 ** 9 }).flushHeaders();
    else if (url !== "/hangs") response.writeHead(url === "/revoked" ? 403 : 404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => (asked = []));

test.each([
  ["/right", null],
  ["/moved", null],
  ["/part", null],
  ["/second-time", null],
  ["/missing", "the link to its signature answers 404."],
  ["/revoked", "the link to its signature answers 403."],
  ["/other", "the link to its signature leads to something else."],
  ["/image", "the link to its signature leads to something else."],
  ["/hangs", "the link to its signature does not answer within 0.3 s."],
])("%s", async (path, failure) => {
  expect(await followLinks([{ buildId: "one", url: `${base}${path}`, sha256 }], how)).toEqual([{ buildId: "one", url: `${base}${path}`, sha256, failure }]);
});

test("a portal that nobody reaches is not asked for each of many signatures", async () => {
  const links = Array.from({ length: 100 }, (_, at) => ({ buildId: String(at), url: "http://127.0.0.1:9/x.asc", sha256 }));
  const followed = await followLinks(links, how);
  expect(followed.length).toBeLessThan(15);
  for (const { failure } of followed) expect(failure).toContain("cannot be followed");
});

test("what is found while everything ends counts only where it is good", async () => {
  const ending = new AbortController();
  const links = ["/right", "/hangs"].map((path) => ({ buildId: path, url: `${base}${path}`, sha256 }));
  setTimeout(() => ending.abort(), 100);
  expect((await followLinks(links, { ...how, signal: ending.signal })).map(({ buildId }) => buildId)).toEqual(["/right"]);
});
