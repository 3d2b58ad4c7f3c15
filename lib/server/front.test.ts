import type { IncomingHttpHeaders } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { curl, image, latest, qcow2Bytes, startFixture, type Fixture, type FixtureOptions } from "./front-fixture.ts";
import { drain } from "./shutdown.ts";

let front: Fixture;
const start = async (options: FixtureOptions = {}) => (front = await startFixture(options));
afterEach(() => front.close());

describe("everything that is no download goes to the next handler", () => {
  let seen: { url: string | undefined; headers: IncomingHttpHeaders };
  beforeEach(() => {
    seen = { url: undefined, headers: {} };
    return start({
      nextHandler: (request, response) => {
        seen = { url: request.url, headers: { ...request.headers } };
        if (request.url === "/fails") throw new Error("secret reason");
        response.end("page");
      },
    });
  });

  test("with a nonce that is the same in request and response and new every time", async () => {
    const first = await curl(`${front.url}/images?a=b`);
    expect(first.body.toString()).toBe("page");
    expect(seen.url).toBe("/images?a=b");
    const policy = first.headers["content-security-policy"] ?? "";
    expect(seen.headers["content-security-policy"]).toBe(policy);
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(part);
    expect(policy).not.toContain("unsafe-inline");
    expect((await curl(`${front.url}/images`)).headers["content-security-policy"]).not.toBe(policy);
  });

  test("without what a client may not set", async () => {
    await curl(
      "-H", "Content-Security-Policy: script-src 'nonce-chosen'", "-H", "Content-Security-Policy-Report-Only: script-src 'nonce-chosen'",
      "-H", "X-Middleware-Subrequest: middleware", "-H", "X-Forwarded-Host: evil.example", "-H", "X-Forwarded-Proto: https", "-H", "X-Other: kept", "-H", "X-Portal-Locale: de", "-H", "X-Portal-Evil: 1", "-H", "X-Portal-Client: 192.0.2.1",
      `${front.url}/_next/static/a.js`,
    );
    expect(Object.keys(seen.headers).sort()).toEqual(["accept", "host", "user-agent", "x-other", "x-portal-client", "x-portal-locale", "x-portal-path"]);
    expect([seen.headers["x-portal-locale"], seen.headers["x-portal-path"], seen.headers["x-portal-client"]]).toEqual(["en", "/_next/static/a.js", "127.0.0.1"]);
    await curl("-H", "X-Forwarded-Host: localhost:3000", "-H", "Content-Security-Policy: script-src 'nonce-chosen'", `${front.url}/`);
    expect(seen.headers["x-forwarded-host"]).toBe("localhost:3000");
    expect(seen.headers["content-security-policy"]).not.toContain("chosen");
  });

  test.each(["/_next/static/chunks/a.js", "/api/v1/images", "/listing.css", "/keys.asc", "/.well-known/security.txt"])("%s has a policy without a nonce", async (path) => {
    const { headers } = await curl(front.url + path);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).not.toContain("nonce");
  });

  test.each(["/images/%E0%A4%A", "/images/a%00b", "/%"])("%s is refused before any page sees it", async (path) => {
    const { status } = await curl(front.url + path);
    expect([status, seen.url]).toEqual([400, undefined]);
  });

  const own = "http://localhost:3000";
  test.each([
    ["our own page", true, ["-H", `Origin: ${own}`, "-H", "Sec-Fetch-Site: same-origin"]],
    ["our own page in a browser that tells no site", true, ["-H", `Origin: ${own}`]],
    ["the page of another address of ours", true, ["-H", "Origin: http://10.0.0.5:3000", "-H", "Host: 10.0.0.5:3000"]],
    ["another site", false, ["-H", "Origin: https://evil.example"]],
    ["a page without an origin", false, ["-H", "Origin: null"]],
    ["a host that only begins like ours", false, ["-H", "Origin: http://localhost:3000.evil.example"]],
    ["another port of our host", false, ["-H", "Origin: http://localhost:8080"]],
    ["another site, with our Origin", false, ["-H", `Origin: ${own}`, "-H", "Sec-Fetch-Site: cross-site"]],
    ["a site beside ours", false, ["-H", `Origin: ${own}`, "-H", "Sec-Fetch-Site: same-site"]],
    ["our own page that hides its address", true, ["-H", "Origin: null", "-H", "Sec-Fetch-Site: same-origin"]],
    ["a browser that names the site alone", true, ["-H", "Sec-Fetch-Site: same-origin"]],
    ["another site, in a browser that names the site alone", false, ["-H", "Sec-Fetch-Site: cross-site"]],
    ["no browser", true, []],
    ["what is no address", false, ["-H", "Origin: localhost"]],
  ])("a form from %s: %s", async (_from, passes, headers) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      seen.url = undefined;
      const { status } = await curl("-X", method, ...headers, `${front.url}/admin`);
      expect([status, seen.url], method).toEqual(passes ? [200, "/admin"] : [403, undefined]);
    }
    expect((await curl(...headers, `${front.url}/admin`)).status).toBe(200);
    expect((await curl("-X", "POST", ...headers, `${front.url}/api/v1/images`)).status).toBe(200);
  });

  test("a failure is an answer without its reason, which is logged", async () => {
    const { status, body } = await curl(`${front.url}/fails`);
    expect([status, body.toString().includes("secret reason")]).toEqual([500, false]);
    expect(front.logged.join("")).toContain("secret reason");
  });

  test.each(["/", `/download/${image}/`, `/download/${image}/${latest}/SHA256SUMS`, "/download/nothing", "/healthz"])("%s carries the common headers", async (path) => {
    const { headers } = await curl(front.url + path);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin", "cross-origin-opener-policy": "same-origin" });
    expect(headers["content-security-policy"] ?? "none").not.toContain("unsafe-inline");
    expect(headers["strict-transport-security"]).toBeUndefined();
  });
});

test("transport security is demanded where the public address is https", async () => {
  await start({ publicUrl: "https://images.example" });
  expect((await curl(`${front.url}/healthz`)).headers["strict-transport-security"]).toMatch(/^max-age=/);
});

describe("health", () => {
  test("the process is alive, and ready when every check passes", async () => {
    await start({ readiness: { database: async () => 1, storage: async () => undefined } });
    expect(await curl(`${front.url}/healthz`)).toMatchObject({ status: 200 });
    const { status, body } = await curl(`${front.url}/readyz`);
    expect([status, JSON.parse(body.toString())]).toEqual([200, { database: "ok", storage: "ok" }]);
  });

  test("a failing or hanging check makes it not ready, without telling why", async () => {
    await start({ readiness: { database: () => Promise.reject(new Error("host db.internal")), storage: () => new Promise(() => undefined), cache: async () => 1 } });
    const { status, body } = await curl(`${front.url}/readyz`);
    expect([status, body.toString()]).toEqual([503, '{"database":"failed","storage":"failed","cache":"ok"}\n']);
    expect(front.logged.join("")).toContain("db.internal");
  });
});

describe("bytes sent by others", () => {
  test("x-accel names the stored file and leaves ranges to nginx", async () => {
    await start({ mode: "x-accel" });
    const { status, headers, body } = await curl("-r", "0-9", front.qcow2);
    expect([status, body.length]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      "x-accel-redirect": `/protected/${image}/${latest}/${image}-${latest}.qcow2`,
      "content-type": "application/x-qemu-disk",
      "content-length": "0",
      etag: `"${front.files[0]?.sha256}"`,
    });
    expect(front.counted.length).toBe(1);
    expect((await curl("-H", `If-None-Match: ${headers["etag"]}`, front.qcow2)).status).toBe(304);
  });

  test("redirect leads to a presigned address, but answers HEAD itself", async () => {
    await start({ mode: "redirect", presignedUrl: async (key) => `https://store.example/${key}?signature=1` });
    const { status, headers } = await curl(front.qcow2);
    expect([status, headers["location"], headers["cache-control"]]).toEqual([302, `https://store.example/${image}/${latest}/${image}-${latest}.qcow2?signature=1`, "no-store"]);
    const head = await curl("-I", "-o", "/dev/null", front.qcow2);
    expect([head.status, head.headers["content-length"]]).toEqual([200, String(qcow2Bytes.length)]);
  });

  test("redirect without presigned addresses is refused at the start", async () => {
    await start();
    await expect(startFixture({ mode: "redirect" })).rejects.toThrow(/DOWNLOADS is "redirect"/);
  });
});

describe("the end", () => {
  const slowPage = () => start({ nextHandler: (_request, response) => void setTimeout(() => response.end("late"), 300) });

  test("lets an answer under way finish, also on a kept-alive connection, and takes no new one", async () => {
    await slowPage();
    const page = curl(`${front.url}/`);
    await new Promise((resolve) => front.server.once("request", resolve));
    const startedAt = performance.now();
    const ended = drain(front.server, 5_000);
    await expect(curl(`${front.url}/`)).rejects.toThrow(/refused|connect/i);
    expect((await page).body.toString()).toBe("late");
    expect(await ended).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test("cuts what does not finish in time", async () => {
    await start({ nextHandler: () => undefined });
    const page = curl(`${front.url}/`).catch((error: Error) => error.message);
    await new Promise((resolve) => front.server.once("request", resolve));
    expect(await drain(front.server, 200)).toBe(false);
    expect(await page).toMatch(/curl ended with 52/);
  });
});
