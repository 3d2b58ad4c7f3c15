import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { curl, image, latest, qcow2Bytes, startFixture, type Fixture } from "./front-fixture.ts";

let front: Fixture;
beforeAll(async () => {
  front = await startFixture();
});
afterAll(() => front.close());
beforeEach(() => {
  front.counted.length = 0;
});

const sha256 = createHash("sha256").update(qcow2Bytes).digest();
const etag = `"${sha256.toString("hex")}"`;
const lastModified = "Mon, 23 Nov 2026 06:00:00 GMT";
const name = `${image}-${latest}.qcow2`;

describe("a whole file", () => {
  test("comes byte for byte, with every promised header", async () => {
    const { status, headers, body } = await curl(front.qcow2);
    expect(status).toBe(200);
    expect(body.equals(qcow2Bytes)).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "application/x-qemu-disk",
      "content-length": String(qcow2Bytes.length),
      "accept-ranges": "bytes",
      etag,
      "last-modified": lastModified,
      "repr-digest": `sha-256=:${sha256.toString("base64")}:`,
      digest: `sha-256=${sha256.toString("base64")}`,
      "cache-control": "public, max-age=31536000, immutable",
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
      link: `<${name}.meta4>; rel=describedby; type="application/metalink4+xml", <${name}.asc>; rel=describedby; type="application/pgp-signature"`,
    });
    expect(headers["transfer-encoding"]).toBeUndefined();
    expect(front.counted).toEqual([`${latest}/${name}`]);
  });

  test("HEAD has the same headers, no body, and is not counted, even with a range", async () => {
    const whole = await curl(front.qcow2);
    front.counted.length = 0;
    const { status, headers, body } = await curl("-I", "-o", "/dev/null", "-r", "0-9", front.qcow2);
    expect(status).toBe(200);
    expect({ ...headers, date: "" }).toEqual({ ...whole.headers, date: "" });
    expect(body.length).toBe(0);
    expect(front.counted).toEqual([]);
  });

  test("small texts open in the browser, without a download prompt", async () => {
    const { headers, body } = await curl(`${front.base}/SHA256SUMS`);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(headers["content-disposition"]).toBeUndefined();
    expect(headers["content-length"]).toBe(String(body.length));
  });

  test("an empty file is an answer of zero bytes", async () => {
    const { fileName } = await front.addFile(latest, "empty.log", "text/plain", "");
    const whole = await curl(`${front.base}/${fileName}`);
    expect([whole.status, whole.headers["content-length"], whole.body.length]).toEqual([200, "0", 0]);
    expect((await curl("-r", "0-", `${front.base}/${fileName}`)).status).toBe(416);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s is refused", async (method) => {
    const { status, headers } = await curl("-X", method, front.qcow2);
    expect([status, headers["allow"]]).toEqual([405, "GET, HEAD"]);
  });
});

describe("conditions", () => {
  test.each([
    [`If-None-Match: ${etag}`, 304],
    [`If-Modified-Since: ${lastModified}`, 304],
    ['If-None-Match: "other"', 200],
    [`If-Match: ${etag}`, 200],
    ['If-Match: "other"', 412],
    ["If-Unmodified-Since: Sun, 22 Nov 2026 06:00:00 GMT", 412],
  ])("%s: %i", async (header, expected) => {
    const { status, headers, body } = await curl("-H", header, front.qcow2);
    expect(status).toBe(expected);
    expect(headers["etag"]).toBe(etag);
    if (expected === 304) expect([body.length, headers["transfer-encoding"]]).toEqual([0, undefined]);
    expect(front.counted.length).toBe(expected === 200 ? 1 : 0);
  });
});

describe("one range", () => {
  test.each([
    ["0-0", 0, 1],
    ["1048575-1048577", 1_048_575, 1_048_578],
    ["-1", qcow2Bytes.length - 1, qcow2Bytes.length],
    ["9000000-", 9_000_000, qcow2Bytes.length],
    ["0-99999999999", 0, qcow2Bytes.length],
    ["-99999999999", 0, qcow2Bytes.length],
  ])("%s", async (range, start, end) => {
    const { status, headers, body } = await curl("-H", `Range: bytes=${range}`, front.qcow2);
    expect(status).toBe(206);
    expect(headers["content-range"]).toBe(`bytes ${start}-${end - 1}/${qcow2Bytes.length}`);
    expect(headers["content-length"]).toBe(String(end - start));
    expect(body.equals(qcow2Bytes.subarray(start, end))).toBe(true);
    expect(front.counted.length).toBe(start === 0 ? 1 : 0);
  });

  test("outside of the file: 416 with its size", async () => {
    const { status, headers } = await curl("-r", `${qcow2Bytes.length}-`, front.qcow2);
    expect([status, headers["content-range"], headers["repr-digest"]]).toEqual([416, `bytes */${qcow2Bytes.length}`, undefined]);
  });

  test.each([
    [etag, 206],
    [lastModified, 206],
    ['"other"', 200],
    [`W/${etag}`, 200],
    ["Sun, 22 Nov 2026 06:00:00 GMT", 200],
  ])("If-Range %s: %i", async (value, expected) => {
    const { status, body } = await curl("-r", "5-9", "-H", `If-Range: ${value}`, front.qcow2);
    expect([status, body.length]).toEqual([expected, expected === 206 ? 5 : qcow2Bytes.length]);
  });
});

describe("several ranges", () => {
  const parts = (body: Buffer, contentType: string) => {
    const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(contentType)?.[1] ?? "";
    const found: { head: string; bytes: Buffer }[] = [];
    let position = Buffer.byteLength(`--${boundary}\r\n`);
    expect(body.subarray(0, position).toString()).toBe(`--${boundary}\r\n`);
    for (;;) {
      const headEnd = body.indexOf("\r\n\r\n", position);
      const head = body.subarray(position, headEnd).toString();
      const [, start = "", end = ""] = /Content-Range: bytes (\d+)-(\d+)\//.exec(head) ?? [];
      const bytesEnd = headEnd + 4 + Number(end) - Number(start) + 1;
      found.push({ head, bytes: body.subarray(headEnd + 4, bytesEnd) });
      const delimiter = `\r\n--${boundary}`;
      expect(body.subarray(bytesEnd, bytesEnd + delimiter.length).toString()).toBe(delimiter);
      position = bytesEnd + delimiter.length + 2;
      if (body.subarray(position - 2, position).toString() === "--") break;
    }
    expect(body.subarray(position).toString()).toBe("\r\n");
    return found;
  };

  test("first and last byte, as curl asks", async () => {
    const { status, headers, body } = await curl("-r", "0-0,-1", front.qcow2);
    const last = qcow2Bytes.length - 1;
    expect(status).toBe(206);
    expect(headers["content-length"]).toBe(String(body.length));
    expect(headers["content-range"]).toBeUndefined();
    expect(parts(body, headers["content-type"] ?? "")).toEqual([
      { head: `Content-Type: application/x-qemu-disk\r\nContent-Range: bytes 0-0/${last + 1}`, bytes: qcow2Bytes.subarray(0, 1) },
      { head: `Content-Type: application/x-qemu-disk\r\nContent-Range: bytes ${last}-${last}/${last + 1}`, bytes: qcow2Bytes.subarray(last) },
    ]);
    expect(front.counted.length).toBe(1);
  });

  test("large parts that cross the read size", async () => {
    const { headers, body } = await curl("-r", "3-3000000,4000000-7654321", front.qcow2);
    expect(headers["content-length"]).toBe(String(body.length));
    expect(parts(body, headers["content-type"] ?? "").map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"))).toEqual(
      [qcow2Bytes.subarray(3, 3_000_001), qcow2Bytes.subarray(4_000_000, 7_654_322)].map((bytes) => createHash("sha256").update(bytes).digest("hex")),
    );
    expect(front.counted).toEqual([]);
  });

  test("overlapping ranges are joined and never sent twice", async () => {
    const { status, headers, body } = await curl("-r", Array(30).fill("0-").join(","), front.qcow2);
    expect([status, headers["content-range"], body.length]).toEqual([206, `bytes 0-${qcow2Bytes.length - 1}/${qcow2Bytes.length}`, qcow2Bytes.length]);
  });

  test("a flood of ranges is refused", async () => {
    const flood = Array.from({ length: 500 }, (_, index) => `${index * 3}-${index * 3}`).join(",");
    expect((await curl("-r", flood, front.qcow2)).status).toBe(416);
  });
});
