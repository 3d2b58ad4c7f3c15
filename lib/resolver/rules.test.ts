import { describe, expect, it } from "vitest";
import { formerImageOf, presentNameOf, referenceOf, stateOf } from "./rules.ts";

const id = "0b0f5e3c-9a55-4d0e-8d5c-6a2f3f1f0c11";
const sha256 = "a".repeat(64);

describe("what a text may refer to", () => {
  it.each([
    [id.toUpperCase(), { kind: "uuid", id }],
    [sha256, { kind: "hash", algorithm: "sha256", value: sha256 }],
    [`SHA256:${sha256.toUpperCase()}`, { kind: "hash", algorithm: "sha256", value: sha256 }],
    [(sha256.match(/.{4}/g) ?? []).join(" "), { kind: "hash", algorithm: "sha256", value: sha256 }],
    ["b".repeat(128), { kind: "hash", algorithm: "sha512", value: "b".repeat(128) }],
    ["Standard_Debian_12-20261123-1.qcow2.asc", { kind: "file", fileName: "Standard_Debian_12-20261123-1.qcow2.asc", image: "Standard_Debian_12", version: "20261123-1" }],
    ["https://x.example/download/A/20261123-1/A-20261123-1.qcow2?x=1", { kind: "file", fileName: "A-20261123-1.qcow2", image: "A", version: "20261123-1" }],
    ["Standard_Debian_12_20261123-1", { kind: "dated", name: "Standard_Debian_12_20261123-1", image: "Standard_Debian_12", version: "20261123-1" }],
    ["Standard_Debian_12-20261123-12", { kind: "dated", name: "Standard_Debian_12-20261123-12", image: "Standard_Debian_12", version: "20261123-12" }],
    [" Standard_Debian_12_latest ", { kind: "channel", name: "Standard_Debian_12_latest", image: "Standard_Debian_12", channel: "latest" }],
    ["Standard_CentOS_7_V100_prev", { kind: "channel", name: "Standard_CentOS_7_V100_prev", image: "Standard_CentOS_7_V100", channel: "prev" }],
    ["Standard_openSUSE_Leap_16.0", { kind: "name", name: "Standard_openSUSE_Leap_16.0" }],
    ["", { kind: "name", name: "" }],
  ])("%s", (text, reference) => expect(referenceOf(text)).toEqual(reference));
});

it("knows the dated names of the original", () => {
  expect(formerImageOf("Standard_Debian_10_20210426_1129")).toBe("Standard_Debian_10");
  expect(formerImageOf("Enterprise_SLES11_SP4_126_20180504_0")).toBe("Enterprise_SLES11_SP4_126");
  expect(formerImageOf("Standard_Debian_10")).toBeNull();
});

it("says what became of a build", () => {
  const facts = { status: "published", channel: null, isRevoked: false, expiredAt: null } as const;
  expect(stateOf(facts)).toBe("hidden");
  expect(stateOf({ ...facts, channel: "prev" })).toBe("prev");
  expect(stateOf({ ...facts, expiredAt: new Date() })).toBe("expired");
  expect(stateOf({ ...facts, expiredAt: new Date(), isRevoked: true })).toBe("revoked");
  expect(stateOf({ ...facts, status: "testing" })).toBe("unfinished");
  expect(stateOf({ ...facts, status: "failed" })).toBe("failed");
  expect(presentNameOf("A", "20261123-1", "latest")).toBe("A_latest");
  expect(presentNameOf("A", "20261123-1", "revoked")).toBe("A_20261123-1");
});
