import { describe, expect, test } from "vitest";
import { channelFileName, isDownloadPath, parseDownloadPath, versionAddress } from "./rules.ts";

const image = "Standard_Debian_12";
const version = "20261123-1";

describe("parseDownloadPath", () => {
  test.each([
    ["/download", { kind: "root-folder", slash: false }],
    ["/download/", { kind: "root-folder", slash: true }],
    [`/download/${image}`, { kind: "image-folder", image, slash: false }],
    [`/download/${image}/`, { kind: "image-folder", image, slash: true }],
    [`/download/${image}/${version}`, { kind: "version-folder", image, version, slash: false }],
    [`/download/${image}/${version}/`, { kind: "version-folder", image, version, slash: true }],
    [`/download/${image}/${version}/SHA256SUMS`, { kind: "file", image, version, fileName: "SHA256SUMS" }],
    [`/download/${image}/latest`, { kind: "channel", image, channel: "latest", fileName: null }],
    [`/download/${image}/prev/`, { kind: "channel", image, channel: "prev", fileName: null }],
    [`/download/${image}/latest/${image}.qcow2`, { kind: "channel", image, channel: "latest", fileName: `${image}.qcow2` }],
    ["/download/Standard%5FDebian_12/", { kind: "image-folder", image, slash: true }],
  ])("%s", (path, expected) => {
    expect(parseDownloadPath(path)).toEqual(expected);
  });

  test.each([
    ["a parent folder", "/download/../etc/passwd"],
    ["an encoded parent folder", "/download/%2e%2e/etc/passwd"],
    ["a half encoded parent folder", "/download/a/.%2E/b"],
    ["the folder itself", "/download/./a"],
    ["an encoded slash", "/download/a%2Fb"],
    ["an encoded slash in lower case", "/download/..%2f..%2fetc%2fpasswd"],
    ["a backslash", "/download/..\\..\\etc"],
    ["an encoded backslash", "/download/a%5Cb"],
    ["a NUL byte", `/download/${image}/${version}/SHA256SUMS%00.asc`],
    ["a line break", "/download/a%0d%0aSet-Cookie:x"],
    ["overlong UTF-8", "/download/%c0%ae%c0%ae/etc"],
    ["half a character", "/download/%e2%82"],
    ["a broken escape", "/download/%zz"],
    ["a lone percent sign", "/download/100%"],
    ["an address of 1,025 characters", `/download/${"a".repeat(1015)}`],
    ["another place", "/downloads/x"],
  ])("refuses %s", (_name, path) => {
    expect(parseDownloadPath(path)).toBe("bad");
  });

  test.each([
    ["a double encoding", "/download/%252e%252e/etc/passwd"],
    ["an empty segment", `/download//${image}/`],
    ["a hidden file", `/download/${image}/${version}/.partial`],
    ["a version that is none", `/download/${image}/newest/SHA256SUMS`],
    ["version number zero", `/download/${image}/20261123-0/SHA256SUMS`],
    ["a folder below a version", `/download/${image}/${version}/a/b`],
    ["a file as a folder", `/download/${image}/${version}/SHA256SUMS/`],
    ["an option", `/download/-rf/`],
    ["letters of another script", "/download/%C3%A4"],
    ["a full-width slash", `/download/${encodeURIComponent("..／etc")}`],
    ["a name of 256 characters", `/download/${"a".repeat(256)}/`],
  ])("finds nothing under %s", (_name, path) => {
    expect(parseDownloadPath(path)).toBe("missing");
  });
});

test("only the download folder is a download path", () => {
  expect(["/download", "/download/x"].every(isDownloadPath)).toBe(true);
  expect(["/", "/downloads", "/Download/x", "//download/x", "/x/download/"].some(isDownloadPath)).toBe(false);
});

test.each([
  [`${image}.qcow2`, `${image}-${version}.qcow2`],
  [`${image}.qcow2.asc`, `${image}-${version}.qcow2.asc`],
  [`${image}.config.tar.gz`, `${image}-${version}.config.tar.gz`],
  [`${image}-${version}.qcow2`, `${image}-${version}.qcow2`],
  ["SHA256SUMS", "SHA256SUMS"],
])("below a channel, %s means %s", (fileName, expected) => {
  expect(channelFileName(image, version, fileName)).toBe(expected);
});

test("a version's address is a folder's, or a file's in it", () => {
  expect(versionAddress(image, version)).toBe(`/download/${image}/${version}/`);
  expect(versionAddress(image, version, "SHA256SUMS")).toBe(`/download/${image}/${version}/SHA256SUMS`);
});
