import { expect, test } from "vitest";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { excludedPairs } from "#lib/default-catalog/rules.ts";
import { groupCoexistence } from "./coexistence.ts";

test("the pairs are gathered by their reason, and none is lost", async () => {
  const catalog = await readDefaultCatalog();
  const coexistence = excludedPairs(catalog);
  const groups = groupCoexistence({ capabilities: catalog.capabilities, coexistence });
  const pair = (one: number, other: number) => `${Math.min(one, other)}-${Math.max(one, other)}`;
  const shown = groups.flatMap(({ of, excludes }) =>
    excludes.length > 0 ? of.flatMap(({ bit }) => excludes.map((other) => pair(bit, other.bit))) : of.flatMap(({ bit }, at) => of.slice(at + 1).map((other) => pair(bit, other.bit))),
  );
  expect(shown.sort()).toEqual(coexistence.map(({ bit, excludedBit }) => pair(bit, excludedBit)).sort());
  expect(groups.find(({ excludes }) => excludes.length === 0)!.of.map(({ key }) => key)).toEqual(["kvm-gpu-p100", "kvm-gpu-v100", "kvm-gpu-p2v-v100", "kvm-gpu-m60", "kvm-vgpu-v100"]);
  expect(groups.find(({ of }) => of[0]?.key === "infiniband")).toMatchObject({ excludes: [{ key: "xen" }], reason: expect.stringContaining("KVM hosts only") });
});
