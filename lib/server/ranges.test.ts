import { expect, test } from "vitest";
import { decideRange, planMultipart } from "./ranges.ts";

test.each([
  ["bytes=0-0", 100, [{ start: 0, end: 0 }]],
  ["bytes=10-", 100, [{ start: 10, end: 99 }]],
  ["bytes=-1", 100, [{ start: 99, end: 99 }]],
  ["Bytes = 5-9", 100, [{ start: 5, end: 9 }]],
  ["bytes=90-500", 100, [{ start: 90, end: 99 }]],
  ["bytes=-500", 100, [{ start: 0, end: 99 }]],
  ["bytes=0-0,-1", 100, [{ start: 0, end: 0 }, { start: 99, end: 99 }]],
  ["bytes=-1,0-0", 100, [{ start: 99, end: 99 }, { start: 0, end: 0 }]],
  ["bytes=0-9,,5-19, 20-29", 100, [{ start: 0, end: 29 }]],
  ["bytes=500-,0-1", 100, [{ start: 0, end: 1 }]],
  [`bytes=${Array(32).fill("0-").join(",")}`, 100, [{ start: 0, end: 99 }]],
])("%s of %i bytes", (header, size, spans) => {
  expect(decideRange(header, size)).toEqual(spans);
});

test.each(["bytes=100-", "bytes=-0", "bytes=9-5", `bytes=${Array(33).fill("0-").join(",")}`])("%s cannot be satisfied", (header) => {
  expect(decideRange(header, 100)).toBe("unsatisfiable");
});

test("no range of an empty file can be satisfied", () => {
  expect(decideRange("bytes=0-", 0)).toBe("unsatisfiable");
});

test.each(["", "bytes", "bytes=", "bytes=,", "bytes=a-b", "bytes=--5", "bytes=-", "items=0-5", "bytes=0-1;2-3", "bytes=0x1-5"])("%s is ignored", (header) => {
  expect(decideRange(header, 100)).toBe("whole");
});

test("a multipart plan knows its length", () => {
  const spans = [{ start: 0, end: 9 }, { start: 95, end: 99 }];
  const plan = planMultipart(spans, 100, "text/plain", "B");
  const body = plan.heads.map((head, index) => head + "x".repeat(index === 0 ? 10 : 5)).join("") + plan.tail;
  expect(plan.contentLength).toBe(body.length);
  expect(plan.contentType).toBe("multipart/byteranges; boundary=B");
});
