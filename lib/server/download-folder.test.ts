import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curl, image, latest, prev, revoked, run, startFixture, type Fixture } from "./front-fixture.ts";

let front: Fixture;
beforeAll(async () => {
  front = await startFixture();
});
afterAll(() => front.close());

describe("channels", () => {
  test.each([
    ["latest", `${latest}/`],
    ["latest/", `${latest}/`],
    ["prev/", `${prev}/`],
    ["latest/SHA256SUMS", `${latest}/SHA256SUMS`],
    [`latest/${image}.qcow2`, `${latest}/${image}-${latest}.qcow2`],
    [`latest/${image}.qcow2.asc`, `${latest}/${image}-${latest}.qcow2.asc`],
    [`latest/${image}-${latest}.qcow2`, `${latest}/${image}-${latest}.qcow2`],
    [`prev/${image}.qcow2`, `${prev}/${image}-${prev}.qcow2`],
  ])("%s leads to %s", async (path, target) => {
    const { status, headers } = await curl(`${front.url}/download/${image}/${path}`);
    expect([status, headers["location"], headers["cache-control"], headers["content-length"]]).toEqual([302, `/download/${image}/${target}`, "no-store", "0"]);
  });

  test.each([`${image}/latest/nothing`, `${image}/latest/${image}-${prev}.qcow2`, "Nothing/latest/", "Nothing/latest/SHA256SUMS"])("%s is missing", async (path) => {
    expect((await curl(`${front.url}/download/${path}`)).status).toBe(404);
  });

  test("curl follows to the file", async () => {
    const { code, stdout } = await run("curl", ["-fsSL", `${front.url}/download/${image}/latest/SHA256SUMS`]);
    expect(code).toBe(0);
    expect(stdout.toString()).toContain(`  ${image}-${latest}.qcow2\n`);
  });
});

describe("folders", () => {
  test.each([
    ["/download", "/download/"],
    [`/download/${image}`, `/download/${image}/`],
    [`/download/${image}/${latest}?a=b`, `/download/${image}/${latest}/?a=b`],
  ])("%s gets its slash", async (path, target) => {
    const { status, headers } = await curl(front.url + path);
    expect([status, headers["location"]]).toEqual([301, target]);
  });

  test.each([
    ["/download/", `<a href="${image}/">`],
    [`/download/${image}/`, '<a href="latest/">'],
    [`/download/${image}/${latest}/`, `<a href="${image}-${latest}.qcow2">`],
  ])("%s lists with relative links", async (path, link) => {
    const { status, headers, body } = await curl(front.url + path);
    expect([status, headers["content-type"], headers["content-length"]]).toEqual([200, "text/html; charset=utf-8", String(body.length)]);
    expect(body.toString()).toContain(link);
    expect(body.toString()).not.toMatch(/<script|<style|style=/);
    expect(headers["content-security-policy"]).toContain("style-src 'self'");
  });

  test("sizes are readable and exact", async () => {
    const { body } = await curl(`${front.base}/`);
    expect(body.toString()).toContain('<data value="9449529" title="9449529 bytes">9.0 MiB</data>');
    expect(body.toString()).toContain('<time datetime="2026-11-23T06:00:00.250Z">2026-11-23 06:00</time>');
  });

  test("machines get JSON", async () => {
    const { headers, body } = await curl("-H", "Accept: application/json", `${front.base}/`);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(body.toString())).toMatchObject({
      path: `/download/${image}/${latest}/`,
      entries: [{ name: `${image}-${latest}.qcow2`, kind: "file", sizeBytes: 9_449_529 }, {}, { name: "SHA256SUMS" }],
    });
  });

  test("an unchanged listing is not sent again", async () => {
    const first = await curl(`${front.base}/`);
    const { status, body } = await curl("-H", `If-None-Match: ${first.headers["etag"]}`, `${front.base}/`);
    expect([status, body.length]).toEqual([304, 0]);
  });

  test.each(["/download/Nothing/", `/download/${image}/20200101-1/`])("%s is missing", async (path) => {
    expect((await curl(front.url + path)).status).toBe(404);
  });
});

describe("a revoked build", () => {
  const folder = () => `${front.url}/download/${image}/${revoked}`;

  test("refuses its files with the reason and the replacement", async () => {
    const { status, headers, body } = await curl(`${folder()}/${image}-${revoked}.qcow2`);
    expect([status, headers["cache-control"], headers["etag"]]).toEqual([403, "no-store", undefined]);
    expect(body.toString()).toMatch(/wrong content\): It held a <test> key\. Use 20261123-1 instead\.\n.*\?revoked=1/);
  });

  test.each(["qcow2.asc", "qcow2.meta4"])("says so at the address of its %s too, which stays within reach", async (end) => {
    const fileName = `${image}-${revoked}.${end}`;
    if (end === "qcow2.meta4") await front.addFile(revoked, fileName, "application/metalink4+xml", "<metalink/>");
    const { status, body } = await curl(`${folder()}/${fileName}`);
    expect([status, body.toString()]).toEqual([403, expect.stringContaining("Use 20261123-1 instead.")]);
    expect((await curl(`${folder()}/${fileName}?revoked=1`)).status).toBe(200);
  });

  test("tells it to programs as a problem, and leads to the same file of the replacement", async () => {
    const address = `${folder()}/${image}-${revoked}.qcow2`;
    const { status, headers, body } = await curl("-H", "Accept: application/json", address);
    expect([status, headers["content-type"], headers["vary"], headers["cache-control"]]).toEqual([403, "application/problem+json", "Accept", "no-store"]);
    const replacement = `/download/${image}/${latest}/${image}-${latest}.qcow2`;
    expect(JSON.parse(body.toString())).toMatchObject({ status: 403, image, version: revoked, reason: "wrong_content", severity: "high", explanation: "It held a <test> key", replacement: { version: latest, url: replacement }, download: `/download/${image}/${revoked}/${image}-${revoked}.qcow2?revoked=1` });
    for (const answer of [headers, (await curl(address)).headers]) expect(answer["link"]).toBe(`<${replacement}>; rel="successor-version", </api/v1/images/${image}/builds/${revoked}>; rel="describedby"; type="application/json"`);
    // The replacement has no such file: its folder is what there is.
    await front.addFile(revoked, `${image}-${revoked}.spdx.json`, "application/spdx+json", "{}");
    expect((await curl(`${folder()}/${image}-${revoked}.spdx.json`)).headers["link"]).toContain(`</download/${image}/${latest}/>; rel="successor-version"`);
    expect((await curl("--head", "-H", "Accept: application/problem+json", address)).status).toBe(403);
  });

  test("gives them out when asked explicitly, not to be kept", async () => {
    const { status, headers, body } = await curl(`${folder()}/${image}-${revoked}.qcow2?revoked=1`);
    expect([status, headers["cache-control"], body.length]).toEqual([200, "no-store", 1000]);
    expect((await curl(`${folder()}/SHA256SUMS?revoked=0`)).status).toBe(403);
  });

  test("says so in its folder, escaped", async () => {
    const text = (await curl(`${folder()}/`)).body.toString();
    expect(text).toContain("It held a &lt;test&gt; key.");
    expect(text).not.toContain("<test>");
  });
});
