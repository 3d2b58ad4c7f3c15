import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDefaultCatalog } from "./read.ts";
import { afterReplacements, excludedPairs, findProblems } from "./rules.ts";
import type { DefaultCatalog } from "./schema.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imagefactory-catalog-"));
  cpSync(join(import.meta.dirname, "../../prisma/catalog"), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const edit = (file: string, from: string, to: string) => {
  const before = readFileSync(join(folder, file), "utf8");
  expect(before).toContain(from);
  writeFileSync(join(folder, file), before.replace(from, to));
};

test.each([
  ["flavors.yaml", "hypervisor: xen", "hypervisor: vmware", 'families.0.hypervisor: "vmware": Invalid option: expected one of "xen"|"kvm"|"bare_metal"'],
  ["images.yaml", "name: Standard_Debian_12", "name: Standard_Debian_12_latest", 'images.0.name: "Standard_Debian_12_latest": leave out _latest'],
  ["images.yaml", "summary:", "sumary:", "images.0"],
  ["distributions.yaml", "2025-08-09", "2025-08-32", 'distributions.0.releasedOn: "2025-08-32": Invalid ISO date'],
  ["capabilities.yaml", "bit: 16", "bit: 31", "capabilities.16.bit: 31: Too big"],
  ["signing-keys.yaml", "224C DD82", "224C", "keys.0.fingerprint: \"224C F3E3"],
  ["known-issues.yaml", "distributions: [centos-6, oracle-linux-6, sles-11-sp4]", "distributions: []", "name at least one image, distribution or family"],
  ["historic-images.yaml", "*bareMetal", "*nothing", "cannot be read: Unresolved alias"],
])("%s with %j as %j is refused by file, place and value", async (file, from, to, message) => {
  edit(file, from, to);
  await expect(readDefaultCatalog(folder)).rejects.toThrow(join(folder, file));
  await expect(readDefaultCatalog(folder)).rejects.toThrow(message);
});

test("a file that is not there is named", async () => {
  rmSync(join(folder, "flavors.yaml"));
  await expect(readDefaultCatalog(folder)).rejects.toThrow(`${join(folder, "flavors.yaml")} cannot be read`);
});

test.each([
  ["flavors.yaml", "demands: [xen]", "demands: [zen]", 'flavors.yaml: c1.demands: "zen" is no capability; use one of capabilities.yaml, or add it there'],
  ["images.yaml", "distribution: debian-12", "distribution: debian-99", 'images.yaml: Standard_Debian_12.distribution: "debian-99" is no distribution; use one of distributions.yaml, or add it there'],
  ["historic-images.yaml", "replacement: Standard_Rocky_9", "replacement: Standard_Rocky_99", 'historic-images.yaml: Standard_CentOS_6.replacement: "Standard_Rocky_99" is no image; use one of images.yaml or historic-images.yaml, or add it there'],
  ["known-issues.yaml", "families: [h2, hl1]", "families: [h2, hl9]", 'known-issues.yaml: infiniband-first-boot.concerns.families: "hl9" is no family; use one of flavors.yaml, or add it there'],
  ["capabilities.yaml", "bit: 1,", "bit: 0,", 'capabilities.yaml: capabilities.bit: "0" stands twice; leave one'],
])("%s with %j as %j does not hold together", async (file, from, to, problem) => {
  edit(file, from, to);
  expect(findProblems(await readDefaultCatalog(folder))).toEqual([problem]);
});

test("the default catalog holds together", async () => {
  expect(findProblems(await readDefaultCatalog())).toEqual([]);
});

test("capabilities with one property stand against each other, for Glance takes one value of it", async () => {
  const catalog = await readDefaultCatalog();
  const pairs = new Set(excludedPairs(catalog).flatMap(({ bit, excludedBit }) => [`${bit}-${excludedBit}`, `${excludedBit}-${bit}`]));
  const open = catalog.capabilities.flatMap((one) =>
    catalog.capabilities.filter((other) => other.bit > one.bit && other.glanceProperty === one.glanceProperty && !pairs.has(`${one.bit}-${other.bit}`)).map((other) => [one.key, other.key]));
  expect(open).toEqual([]);
  expect(new Set(catalog.capabilities.map(({ glanceProperty, glanceValue }) => `${glanceProperty}=${glanceValue}`)).size).toBe(catalog.capabilities.length);
});

// Once released, a bit means the same for ever: a change here breaks every mask that stands in a database or a cloud.
test("the bits are where they were", async () => {
  const { capabilities } = await readDefaultCatalog();
  const released = [
    "xen", "kvm", "large-memory", "disk-intensive", "high-performance", "xen-hana", "infiniband", "xen-gpu-m60", "kvm-gpu-p100", "kvm-gpu-v100",
    "kvm-gpu-p2v-v100", "kvm-gpu-m60", "kvm-vgpu-v100", "kvm-fpga", "kvm-hi1822", "bare-metal", "no-file-injection",
  ];
  expect(released.map((key) => capabilities.find((one) => one.key === key)?.bit)).toEqual(released.map((_, bit) => bit));
});

test("only a retired image has a replacement, and none replaces itself in a circle", async () => {
  const { images }: DefaultCatalog = await readDefaultCatalog();
  expect(images.filter(({ state, replacement }) => state === "active" && replacement)).toEqual([]);
  const order = afterReplacements(images).map(({ name }) => name);
  expect(order.toSorted()).toEqual(images.map(({ name }) => name).toSorted());
  expect(images.filter(({ name, replacement }) => replacement && order.indexOf(replacement) > order.indexOf(name))).toEqual([]);
  const circle = [{ name: "a", replacement: "b" }, { name: "b", replacement: "a" }, { name: "c" }];
  expect(() => afterReplacements(circle)).toThrow("in a circle: a, b");
});
