import { describe, expect, it } from "vitest";
import { formatBytes, formatDay, formatDuration, formatExact, formatRelative, groupsOfFour, readableOn } from "./format.ts";

describe("sizes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [431_751_168, "412 MiB"],
    [1024 ** 3 - 1, "1 GiB"],
    [1_342_177_280, "1.25 GiB"],
    [4 * 1024 ** 3, "4 GiB"],
  ])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe("times", () => {
  const now = new Date("2026-11-23T07:24:37.900Z");
  it.each([
    ["2026-11-23T07:24:30Z", "just now"],
    ["2026-11-23T07:12:00Z", "12 minutes ago"],
    ["2026-11-23T01:24:00Z", "6 hours ago"],
    ["2026-11-22T07:00:00Z", "yesterday"],
    ["2026-11-12T07:00:00Z", "11 days ago"],
    ["2026-10-26T07:00:00Z", "4 weeks ago"],
    ["2026-09-20T07:00:00Z", "2 months ago"],
    ["2025-10-19T07:00:00Z", "13 months ago"],
    ["2024-11-22T07:00:00Z", "2 years ago"],
    ["2028-06-30T00:00:00Z", "in 19 months"],
    ["2028-11-24T07:24:38Z", "in 2 years"],
  ])("%s is %s", (at, text) => expect(formatRelative(new Date(at), now)).toBe(text));

  it("are exact in UTC", () => {
    expect(formatExact(now)).toBe("23 Nov 2026, 07:24:37 UTC");
    expect(formatDay(now)).toBe("23 Nov 2026");
  });

  it("follow the language", () => {
    expect(formatExact(now, "de")).toBe("23.11.2026, 07:24:37 UTC");
    expect(formatRelative(new Date("2026-11-12T07:00:00Z"), now, "de")).toBe("vor 11 Tagen");
    expect(formatRelative(now, now, "de")).toBe("gerade eben");
    expect(formatBytes(1_342_177_280, "de")).toBe("1,25 GiB");
    expect(formatDuration(4_230, "de")).toBe("4,2 s");
  });
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [4_230, "4.2 s"],
    [9_960, "10 s"],
    [59_960, "1 min 00 s"],
    [372_000, "6 min 12 s"],
    [3_599_700, "1 h 00 min"],
    [3_780_000, "1 h 03 min"],
  ])("%d ms are %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
});

it("groups a fingerprint by four and keeps a shorter rest", () => {
  expect(groupsOfFour("85C8D1369B")).toEqual(["85C8", "D136", "9B"]);
});

it("finds letters that can be read on a colour", () => {
  expect(readableOn("#a80030")).toBe("#ffffff");
  expect(readableOn("#73ba25")).toBe("#000000");
});
