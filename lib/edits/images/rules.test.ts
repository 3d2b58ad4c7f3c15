import { expect, test } from "vitest";
import { findImageErrors } from "./rules.ts";
import { editImageSchema, newImage, type ImageValues } from "./schema.ts";

const wanted = { ...newImage, summary: "s", description: "d" } as ImageValues;
const known = { present: null, hasPublishedBuilds: false, largestDiskBytes: null, capabilityKeys: ["kvm"], recipeNames: ["Standard_A"], replacements: new Map([["Standard_B", "Standard_C"], ["Standard_C", null], ["Standard_D", "Standard_A"]]) };
const errors = (changed: Partial<ImageValues>, more: Partial<Parameters<typeof findImageErrors>[2]> = {}) => findImageErrors("Standard_A", { ...wanted, ...changed } as ImageValues, { ...known, ...more });
const present = { architecture: "x86_64", firmware: "bios", state: "active" } as const;

test("values that fit are no error", () => {
  expect(errors({ replacement: "Standard_B", recipe: "Standard_A" })).toBeNull();
});

test("hardware is free until a build is published", () => {
  expect(errors({ architecture: "aarch64", firmware: "uefi" }, { present })).toBeNull();
  expect(errors({ architecture: "aarch64", firmware: "uefi" }, { present, hasPublishedBuilds: true })).toEqual({ architecture: [expect.stringContaining("aarch64 instead of x86_64: fixed")], firmware: [expect.any(String)] });
});

test("the disk must hold what is in latest or prev; a part of a GiB counts whole", () => {
  const largestDiskBytes = 4n * 2n ** 30n + 1n;
  expect(errors({ minDiskGib: 4 }, { largestDiskBytes })).toEqual({ minDiskGib: [expect.stringContaining("Enter 5 or more")] });
  expect(errors({ minDiskGib: 5 }, { largestDiskBytes })).toBeNull();
});

test("what the catalog does not have cannot be chosen", () => {
  expect(errors({ capabilities: ["kvm", "warp"], recipe: "Standard_X", replacement: "Standard_X" })).toEqual({ capabilities: [expect.stringContaining("warp")], recipe: [expect.stringContaining("Standard_X")], replacement: [expect.stringContaining("Standard_X")] });
});

test("replacements never lead back to the image, nor round in another circle", () => {
  expect(errors({ replacement: "Standard_D" })).toEqual({ replacement: [expect.stringContaining("Standard_A → Standard_D → Standard_A is a circle")] });
  expect(errors({ replacement: "Standard_B" }, { replacements: new Map([["Standard_B", "Standard_C"], ["Standard_C", "Standard_B"]]) })).toMatchObject({ replacement: [expect.stringContaining("circle")] });
});

test("who retires an image says since when; one that was retired without a day stays so", () => {
  expect(errors({ state: "retired" }, { present })).toMatchObject({ retiredOn: [expect.any(String)] });
  expect(errors({ state: "retired" }, { present: { ...present, state: "retired" } })).toBeNull();
});

test("a form says by field what is wrong, and sets nothing that it does not name", () => {
  const form = { name: "Standard_A", intent: "save", revision: "3", summary: "s", description: "d", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: "4", minRamMib: "512", recipe: "", state: "active", retiredOn: "", replacement: "", promotionPolicy: "manual", retentionDays: "730", refreshDays: "31", "capabilities:kvm": "on" };
  expect(editImageSchema.parse({ ...form, id: "x", category: "Beta", editedAt: "" })).toEqual({ ...wanted, name: "Standard_A", intent: "save", revision: 3, distribution: undefined });
  const wrong = (changed: object) => editImageSchema.safeParse({ ...form, ...changed }).error?.issues.map(({ path }) => path.join("."));
  expect(wrong({ minDiskGib: "0", minRamMib: "many", loginUser: "Root!", summary: " " })).toEqual(["summary", "loginUser", "minDiskGib", "minRamMib"]);
  expect(wrong({ retiredOn: "2026-01-01" })).toEqual(["retiredOn"]);
  expect(wrong({ revision: "0" })).toEqual(["revision"]);
});
