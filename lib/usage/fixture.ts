import { glanceProperties, registrationsOf } from "#lib/flavors/rules.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { UsableBuild, UsableImage } from "./schema.ts";

const capability = (bit: number, key: string, glanceProperty: string, glanceValue = "true") => ({ bit, key, title: key, description: key, glanceProperty, glanceValue });

/** For tests: three capabilities of the default catalog, of which GPU and bare metal stand against KVM. */
export const rules: CapabilityRules = {
  capabilities: [capability(1, "kvm", "__support_kvm"), capability(9, "kvm-gpu-v100", "__support_kvm_gpu_type", "V100"), capability(15, "bare-metal", "virtual_env_type", "Ironic")],
  coexistence: [{ bit: 9, excludedBit: 1, reason: "apart" }, { bit: 15, excludedBit: 1, reason: "apart" }, { bit: 15, excludedBit: 9, reason: "apart" }],
};

/** For tests: an image with the capabilities of `mask`, registered as the rules demand. */
export function usableImage(change: Partial<UsableImage> = {}, mask = 2): UsableImage {
  return {
    name: "Standard_Debian_12", summary: "Lean Debian 12 server", category: "Standard", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, refreshDays: 31,
    distribution: { osDistro: "debian", osVersion: "Debian GNU/Linux 12 64bit", release: "12", platform: "Debian", endOfLifeOn: new Date("2028-06-30") },
    registrations: registrationsOf(mask, rules).map((one) => ({ ...one, properties: glanceProperties(one.mask, rules) })),
    ...change,
  };
}

/** For tests: a published build of that image. */
export function usableBuild(name = "Standard_Debian_12"): UsableBuild {
  const qcow2 = `${name}-20261124-1.qcow2`;
  return { version: "20261124-1", publishedAt: new Date("2026-11-24T05:00:00Z"), expiresAt: new Date("2028-11-23"), qcow2, signature: `${qcow2}.asc`, sha256: "ab".repeat(32), fingerprint: "A".repeat(40) };
}
