import { beforeAll, describe, expect, test } from "vitest";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { excludedPairs, maskOf } from "#lib/default-catalog/rules.ts";
import type { DefaultCatalog } from "#lib/default-catalog/schema.ts";
import { fits, glanceProperties, reasonText, registrationsOf, supports } from "./rules.ts";
import type { CapabilityRules, FamilyTraits, ImageTraits, Reason } from "./schema.ts";

let catalog: DefaultCatalog;
let rules: CapabilityRules;
let families: (FamilyTraits & { name: string })[];
beforeAll(async () => {
  catalog = await readDefaultCatalog();
  rules = { capabilities: catalog.capabilities, coexistence: excludedPairs(catalog) };
  families = catalog.families.map(({ name, demands, architecture, firmware = null, sizes }) => ({
    name, architecture, firmware, demands: maskOf(demands, catalog),
    sizes: sizes.map((size) => ({ name: size.name, vcpus: size.vcpus, ramMib: size.ramGib * 1024, diskGib: size.diskGib ?? null })),
  }));
});

const image = (keys: string[], traits: Partial<ImageTraits> = {}): ImageTraits => ({
  capabilities: maskOf(keys, catalog), architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, ...traits,
});
const family = (demands: string[], traits: Partial<FamilyTraits> = {}): FamilyTraits => ({ demands: maskOf(demands, catalog), architecture: "x86_64", firmware: null, sizes: [], ...traits });
const reasonsOf = (one: ImageTraits, other: FamilyTraits): Reason[] => {
  const answer = supports(one, other, rules);
  return answer.ok ? [] : answer.reasons;
};

const xen = ["c1", "c2", "s1", "m1"];
const kvm = ["s2", "s3", "s7n", "c3", "c4", "c7n", "m2", "m3", "m4", "m7n"];
const physical = ["s3", "s4", "d1", "d2", "m2", "io1", "io2", "p1", "p2", "p3", "g1", "h2", "hc2"].map((name) => `physical.${name}`);
const gpus = ["xen-gpu-m60", "kvm-gpu-p100", "kvm-gpu-v100", "kvm-gpu-p2v-v100", "kvm-gpu-m60", "kvm-vgpu-v100"];

const table: { mask: string[]; runsOn: string[] }[] = [
  { mask: [], runsOn: [] },
  { mask: ["xen"], runsOn: xen },
  { mask: ["kvm"], runsOn: kvm },
  { mask: ["disk-intensive", "high-performance"], runsOn: [] },
  { mask: ["xen", "kvm", "disk-intensive", "high-performance"], runsOn: [...xen, ...kvm, "d1", "h1"] },
  { mask: ["xen-hana"], runsOn: ["e1", "e2"] },
  { mask: ["bare-metal"], runsOn: physical },
  { mask: ["kvm", ...gpus], runsOn: [...kvm, "g1", "p1", "p2", "p2v", "g3", "g5"] },
  { mask: ["xen", "kvm", "infiniband", "bare-metal"], runsOn: [...xen, ...kvm, "h2", "hl1", ...physical] },
];

describe("every family of the default catalog", () => {
  test.each(table)("an image with $mask", ({ mask, runsOn }) => {
    const answers = families.map((one) => ({ name: one.name, ok: supports(image(mask), one, rules).ok }));
    expect(answers).toHaveLength(39);
    expect(answers.filter(({ ok }) => ok).map(({ name }) => name).sort()).toEqual([...runsOn].sort());
  });

  test.each(table)("a yes for $mask means that one registration carries the demands, and a no that none does", ({ mask }) => {
    const registrations = registrationsOf(image(mask).capabilities, rules);
    for (const one of families) {
      expect(registrations.some((registration) => (one.demands & ~registration.mask) === 0), one.name).toBe(supports(image(mask), one, rules).ok);
    }
  });
});

describe("the reasons of a no", () => {
  test("each missing capability by its own", () => {
    expect(reasonsOf(image(["kvm"]), family(["xen", "high-performance"]))).toEqual([
      { code: "missing-capability", capability: "xen", title: "Xen" },
      { code: "missing-capability", capability: "high-performance", title: "High-performance network" },
    ]);
  });

  test("architecture and firmware; a family without firmware takes both", () => {
    const arm = image(["kvm"], { architecture: "aarch64", firmware: "uefi" });
    expect(reasonsOf(arm, family(["kvm"], { firmware: "bios" }))).toEqual([
      { code: "architecture", needed: "aarch64", offered: "x86_64" },
      { code: "firmware", needed: "uefi", offered: "bios" },
    ]);
    expect(reasonsOf(arm, family(["kvm"], { architecture: "aarch64" }))).toEqual([]);
  });

  test("memory and disk count by the size that comes nearest", () => {
    const sizes = [{ name: "x.large", vcpus: 2, ramMib: 1024, diskGib: 40 }, { name: "x.xlarge", vcpus: 4, ramMib: 4096, diskGib: 8 }];
    const onSizes = (traits: Partial<ImageTraits>) => reasonsOf(image(["kvm"], traits), family(["kvm"], { sizes }));
    expect(onSizes({})).toEqual([]);
    expect(onSizes({ minRamMib: 8192 })).toEqual([{ code: "ram", neededMib: 8192, offeredMib: 4096 }]);
    expect(onSizes({ minRamMib: 2048, minDiskGib: 20 })).toEqual([{ code: "disk", neededGib: 20, offeredGib: 8 }]);
    expect(onSizes({ minRamMib: 8192, minDiskGib: 96 }).map(({ code }) => code)).toEqual(["ram", "disk"]);
    expect(fits({ minDiskGib: 96, minRamMib: 1024 }, { name: "x", vcpus: 1, ramMib: 1024, diskGib: null })).toBe(true);
  });

  test("capabilities that no registration carries together", () => {
    expect(reasonsOf(image(["xen", "kvm", "kvm-gpu-v100"]), family(["kvm", "kvm-gpu-v100"]))).toEqual([
      { code: "coexistence", capabilities: ["kvm", "kvm-gpu-v100"], titles: ["KVM", "GPU V100"], why: expect.stringContaining("GPU flavors") },
    ]);
  });

  test("each has a sentence", () => {
    const texts = [
      ...reasonsOf(image(["kvm"], { minRamMib: 8192, minDiskGib: 9 }), family(["xen"], { architecture: "aarch64", firmware: "uefi", sizes: [{ name: "x", vcpus: 1, ramMib: 1024, diskGib: 8 }] })),
      ...reasonsOf(image(["xen", "xen-hana"]), family(["xen", "xen-hana"])),
    ].map(reasonText);
    expect(texts).toEqual([
      "The image lacks “Xen”.",
      "The image is for x86_64, the flavor is aarch64.",
      "The image boots by BIOS, the flavor by UEFI.",
      "The image needs 8192 MiB of memory, the flavor has at most 1024 MiB.",
      "The image needs 9 GiB of disk, the flavor has at most 8 GiB.",
      "“Xen” and “SAP HANA on Xen” do not stand in one registered image: The cloud offers a SAP HANA image for the SAP HANA flavors alone.",
    ]);
  });
});

describe("registrations", () => {
  const registered = (...keys: string[]) => registrationsOf(maskOf(keys, catalog), rules);

  test("one, without suffix, when nothing clashes", () => {
    for (const keys of [[], ["kvm"], ["xen", "kvm", "high-performance"], ["kvm-gpu-v100"], ["kvm", "infiniband"], ["bare-metal"]]) {
      expect(registered(...keys)).toEqual([{ suffix: "", mask: maskOf(keys, catalog) }]);
    }
  });

  test("a unified image is registered once more for each capability that stands alone", () => {
    expect(registered("xen", "kvm", "high-performance", "kvm-gpu-v100", "xen-hana", "infiniband", "bare-metal")).toEqual([
      { suffix: "", mask: maskOf(["xen", "kvm", "high-performance"], catalog) },
      { suffix: "_SAPHANA", mask: maskOf(["high-performance", "xen-hana"], catalog) },
      { suffix: "_InfiniBand", mask: maskOf(["kvm", "high-performance", "infiniband"], catalog) },
      { suffix: "_V100", mask: maskOf(["high-performance", "kvm-gpu-v100"], catalog) },
      { suffix: "_BMS", mask: maskOf(["bare-metal"], catalog) },
    ]);
  });

  test("of any mask break no rule, lose no capability, give no property two values and have names of their own", () => {
    const values = (mask: number) => rules.capabilities.filter(({ bit }) => mask & (1 << bit)).length;
    for (let mask = 0; mask < 1 << rules.capabilities.length; mask += 1) {
      const registrations = registrationsOf(mask, rules);
      const wrong = registrations.filter((one) =>
        rules.coexistence.some(({ bit, excludedBit }) => one.mask & (1 << bit) && one.mask & (1 << excludedBit)) || Object.keys(glanceProperties(one.mask, rules)).length !== values(one.mask));
      const covered = registrations.reduce((all, one) => all | one.mask, 0);
      if (wrong.length > 0 || covered !== mask || new Set(registrations.map(({ suffix }) => suffix)).size !== registrations.length) {
        expect.fail(`mask ${mask}: ${JSON.stringify(registrations)}`);
      }
    }
  });
});

test("Glance properties are present with their value or absent", () => {
  expect(glanceProperties(maskOf(["xen", "kvm", "high-performance"], catalog), rules)).toEqual({ __support_xen: "true", __support_kvm: "true", __support_highperformance: "true" });
  expect(glanceProperties(maskOf(["kvm-gpu-p2v-v100"], catalog), rules)).toEqual({ __support_kvm_gpu_type: "P2V_V100" });
  expect(glanceProperties(maskOf(["bare-metal"], catalog), rules)).toEqual({ virtual_env_type: "Ironic" });
  expect(glanceProperties(0, rules)).toEqual({});
});
