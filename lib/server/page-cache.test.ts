import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { curl, startFixture, type Fixture } from "./front-fixture.ts";
import { PageCache } from "./page-cache.ts";

const script = "self.__next_f.push([1])";
let front: Fixture;
let pages: PageCache;
let rendered: string[];
let now: number;
let seen: IncomingMessage["headers"];
let hold: Promise<void> | undefined;

async function render(request: IncomingMessage, response: ServerResponse): Promise<void> {
  rendered.push(request.url ?? "");
  seen = { ...request.headers };
  const count = rendered.length;
  await hold;
  const isMissing = request.url?.startsWith("/images/missing");
  const dated = request.url?.startsWith("/feeds/") ? { "Last-Modified": "Mon, 23 Nov 2026 06:00:00 GMT" } : {};
  response.writeHead(isMissing ? 404 : request.url === "/keys" ? 500 : 200, { "Content-Type": "text/html; charset=utf-8", Vary: "rsc", ...dated });
  response.write(`<html><script>${script}</script><script src="/_next/static/a.js" async=""></script>`);
  response.end(`<p>rendering ${count} ${"x".repeat(2_000)}</p></html>`);
}

beforeEach(async () => {
  rendered = [];
  now = 1_000_000;
  hold = undefined;
  pages = new PageCache({ render, isSettled: async (_image, version) => version !== "20261123-2", now: () => now });
  front = await startFixture({ pages, nextHandler: render });
});
afterEach(() => front.close());

const get = (path: string, ...options: string[]) => curl(...options, `${front.url}${path}`);
const timesRendered = (path: string) => rendered.filter((url) => url === path).length;

describe("an answer that is the same for everybody", () => {
  test("is rendered once and sent again until the catalog changes", async () => {
    const first = await get("/images?q=a");
    const second = await get("/images?q=a");
    expect(second.body).toEqual(first.body);
    expect([first, second].map(({ headers }) => headers["server-timing"])).toEqual(["cache;desc=miss", "cache;desc=hit"]);
    pages.clear();
    expect((await get("/images?q=a")).body.toString()).toContain("rendering 2");
  });

  test("older than a minute, is sent once more while the next is made", async () => {
    await get("/");
    now += 59_999;
    await get("/");
    expect(timesRendered("/")).toBe(1);
    now += 1;
    expect((await get("/")).body.toString()).toContain("rendering 1");
    expect((await get("/")).body.toString()).toContain("rendering 2");
    expect(timesRendered("/")).toBe(2);
  });

  test("older than eleven minutes, is made anew for the one who asks", async () => {
    await get("/");
    now += 660_000;
    expect((await get("/")).body.toString()).toContain("rendering 2");
  });

  test("is told apart by language, query and part, not by cookies", async () => {
    for (const path of ["/images", "/de/images", "/images?q=a", "/images?q=b"]) await get(path);
    await get("/images", "-H", "RSC: 1");
    await get("/images", "-H", "Cookie: imagefactory-session=abc");
    expect(rendered).toEqual(["/images", "/de/images", "/images?q=a", "/images?q=b", "/images"]);
  });

  test("is made without anything that tells who asked first", async () => {
    await get("/images", "-H", "Cookie: a=b", "-H", "Accept-Encoding: br", "-H", 'If-None-Match: "x"', "-H", "X-Portal-Locale: de");
    expect(seen).not.toHaveProperty("cookie");
    expect(seen).not.toHaveProperty("accept-encoding");
    expect(seen).not.toHaveProperty("if-none-match");
    expect(seen["x-portal-locale"]).toBe("en");
    await get("/de/images?q=a&_rsc=1");
    expect([seen["x-portal-locale"], seen["x-portal-path"]]).toEqual(["de", "/images?q=a"]);
  });

  test("is rendered once for all who ask at the same time", async () => {
    let release = () => {};
    hold = new Promise((resolve) => (release = resolve));
    const asked = Promise.all([get("/images"), get("/images"), get("/images")]);
    await expect.poll(() => rendered.length).toBe(1);
    release();
    expect(new Set((await asked).map(({ body }) => body.toString())).size).toBe(1);
    expect(rendered).toHaveLength(1);
  });

  test("is not kept when the catalog changed while it was rendered", async () => {
    let release = () => {};
    hold = new Promise((resolve) => (release = resolve));
    const asked = get("/images");
    await expect.poll(() => rendered.length).toBe(1);
    pages.clear();
    release();
    expect((await asked).body.toString()).toContain("rendering 1");
    expect((await get("/images")).body.toString()).toContain("rendering 2");
  });

  test("answers 304 to who has it, compressed or not, and HEAD without a body", async () => {
    const plain = await get("/images");
    const packed = await get("/images", "-H", "Accept-Encoding: gzip, br");
    expect(packed.headers["etag"]).not.toBe(plain.headers["etag"]);
    expect((await get("/images", "-H", `If-None-Match: ${plain.headers["etag"]}`)).status).toBe(304);
    expect((await get("/images", "-H", "Accept-Encoding: br", "-H", `If-None-Match: W/${packed.headers["etag"]}`)).status).toBe(304);
    const head = await fetch(`${front.url}/images`, { method: "HEAD", headers: { "Accept-Encoding": "identity" } });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(plain.body.length), ""]);
  });

  test("answers 304 by the time of the last change, where it has one and the client names no tag", async () => {
    const since = (time: string, ...more: string[]) => get("/feeds/all.atom", "-H", `If-Modified-Since: ${time}`, ...more).then(({ status }) => status);
    expect(await since("Mon, 23 Nov 2026 06:00:00 GMT")).toBe(304);
    expect(await since("Tue, 24 Nov 2026 06:00:00 GMT")).toBe(304);
    expect(await since("Mon, 23 Nov 2026 05:59:59 GMT")).toBe(200);
    expect(await since("yesterday")).toBe(200);
    expect(await since("Tue, 24 Nov 2026 06:00:00 GMT", "-H", 'If-None-Match: "other"')).toBe(200);
    expect((await get("/images", "-H", "If-Modified-Since: Tue, 24 Nov 2026 06:00:00 GMT")).status).toBe(200);
  });

  test("is compressed as the client can read it", async () => {
    const plain = await get("/images");
    const br = await get("/images", "-H", "Accept-Encoding: gzip, br");
    const gzip = await get("/images", "-H", "Accept-Encoding: br;q=0, *");
    expect([br.headers["content-encoding"], gzip.headers["content-encoding"], plain.headers["content-encoding"]]).toEqual(["br", "gzip", undefined]);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(plain.headers["vary"]).toBe("rsc, Accept-Encoding");
  });

  test("has a policy that allows its own inline scripts and no others", async () => {
    const { headers } = await get("/images");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain(`script-src 'self' 'sha256-${createHash("sha256").update(script).digest("base64")}' 'wasm-unsafe-eval';`);
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("nonce");
  });
});

describe("what is not kept", () => {
  test.each(["/images/Standard_Debian_12/20261123-2", "/admin", "/login", "/api/v1/images/A/builds/20261123-1/log/stream", "/api/auth/session"])("%s", async (path) => {
    await get(path);
    await get(path);
    expect(timesRendered(path)).toBe(2);
  });

  test("a failure, a form, and what somebody asks with credentials", async () => {
    for (let times = 0; times < 2; times++) {
      expect((await get("/keys")).status).toBe(500);
      await get("/images", "-d", "a=b");
      await get("/api/v1/images", "-H", "Authorization: Bearer x");
    }
    expect(rendered).toHaveLength(6);
  });

  test("but a page that is missing is, until the catalog changes", async () => {
    await get("/images/missing");
    expect((await get("/images/missing")).status).toBe(404);
    expect(rendered).toHaveLength(1);
    pages.clear();
    await get("/images/missing");
    expect(rendered).toHaveLength(2);
  });
});
