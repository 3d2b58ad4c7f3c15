import { expect, test } from "vitest";
import { familyOfFlavor, partsOfName } from "./names.ts";

const size = { name: "h2.3xlarge.10", vcpus: 16, ramMib: 131072, diskGib: null };
const family = (name: string, sizes: (typeof size)[] = []) => ({ name, demands: 0, architecture: "x86_64" as const, firmware: null, sizes });
const families = [family("h1"), family("h2", [size]), family("s3"), family("physical.s3")];

test.each([
  ["h1", "h1", []],
  [" H1 ", "h1", []],
  ["h2", "h2", [size]],
  ["h2.3xlarge.10", "h2", [size]],
  ["h1.large.4", "h1", [{ name: "h1.large.4", vcpus: 2, ramMib: 8192, diskGib: null }]],
  ["s3.8xlarge.2", "s3", [{ name: "s3.8xlarge.2", vcpus: 32, ramMib: 65536, diskGib: null }]],
  ["h1.large", "h1", []],
  ["s3.9xlarge.2", "s3", []],
  ["s3.constructor.2", "s3", []],
  ["physical.s3.large", "physical.s3", []],
])("%s is %s", (name, expected, sizes) => {
  expect(familyOfFlavor(name, families)).toMatchObject({ name: expected, sizes });
});

test.each(["", "h", "h10.large", "physical", "large.4"])("%j is of no family", (name) => {
  expect(familyOfFlavor(name, families)).toBeNull();
});

test.each([
  ["s2.medium.4", { isPhysical: false, letter: "s", generation: "2", variant: "", size: "medium", vcpus: 1, gibPerVcpu: 4 }],
  ["h1.large", { letter: "h", generation: "1", size: "large", vcpus: 2, gibPerVcpu: null }],
  ["c7n", { letter: "c", generation: "7", variant: "n", size: null, vcpus: null, gibPerVcpu: null }],
  ["hl1", { letter: "hl", generation: "1" }],
  ["physical.io2", { isPhysical: true, letter: "io", generation: "2" }],
  ["h2.3xlarge.10", { size: "3xlarge", vcpus: null, gibPerVcpu: 10 }],
])("%s says %j", (name, parts) => expect(partsOfName(name)).toMatchObject(parts));

test("a name that does not follow the rule says nothing", () => {
  expect(partsOfName("large")).toBeNull();
  expect(partsOfName("s2.<b>.4")).toBeNull();
});
