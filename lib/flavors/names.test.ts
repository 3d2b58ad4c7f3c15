import { expect, test } from "vitest";
import { familyOfFlavor } from "./names.ts";

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
