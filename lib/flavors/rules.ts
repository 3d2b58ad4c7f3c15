import type { CapabilityRules, FamilyTraits, FlavorSize, ImageTraits, Reason, Registration, Support } from "./schema.ts";


/**
 * Does the image run on the flavor family? Yes, or no with every reason. A family counts as fitting when one of its sizes
 * does. The table, the filter of the catalog, the API and the properties in Glance all come from here and from
 * {@link registrationsOf}.
 */
export function supports(image: ImageTraits, family: FamilyTraits, rules: CapabilityRules): Support {
  const [first, ...others] = [...missingCapabilities(image, family, rules), ...clashes(image, family, rules), ...hardware(image, family), ...tooSmall(image, family.sizes)];
  return first ? { ok: false, reasons: [first, ...others] } : { ok: true };
}

function missingCapabilities({ capabilities: mask }: ImageTraits, { demands }: FamilyTraits, { capabilities }: CapabilityRules): Reason[] {
  return bitsOf(demands & ~mask).map((bit) => {
    const known = capabilities.find((capability) => capability.bit === bit);
    return { code: "missing-capability", capability: known?.key ?? `bit-${bit}`, title: known?.title ?? `Bit ${bit}` };
  });
}

/** The image has all that is demanded, but no registration of it carries all of that together. */
function clashes({ capabilities: mask }: ImageTraits, { demands }: FamilyTraits, rules: CapabilityRules): Reason[] {
  if ((demands & ~mask) !== 0) return [];
  const registrations = registrationsOf(mask, rules);
  if (registrations.some((registration) => (demands & ~registration.mask) === 0)) return [];
  const demanded = rules.capabilities.filter(({ bit }) => hasBit(demands, bit));
  return demanded.flatMap((one, at) =>
    demanded.slice(at + 1).flatMap((other): Reason[] => {
      const pair = (1 << one.bit) | (1 << other.bit);
      if (registrations.some((registration) => (pair & ~registration.mask) === 0)) return [];
      const rule = rules.coexistence.find(({ bit, excludedBit }) => ((1 << bit) | (1 << excludedBit)) === pair);
      return [{ code: "coexistence", capabilities: [one.key, other.key], titles: [one.title, other.title], why: rule?.reason ?? "Each is registered as an image of its own." }];
    }),
  );
}

function hardware(image: ImageTraits, family: FamilyTraits): Reason[] {
  const reasons: Reason[] = [];
  if (image.architecture !== family.architecture) reasons.push({ code: "architecture", needed: image.architecture, offered: family.architecture });
  if (family.firmware && image.firmware !== family.firmware) reasons.push({ code: "firmware", needed: image.firmware, offered: family.firmware });
  return reasons;
}

/** Does one size hold the image? */
export function fits({ minDiskGib, minRamMib }: Pick<ImageTraits, "minDiskGib" | "minRamMib">, { ramMib, diskGib }: FlavorSize): boolean {
  return ramMib >= minRamMib && (diskGib === null || diskGib >= minDiskGib);
}

function tooSmall(image: ImageTraits, sizes: FlavorSize[]): Reason[] {
  if (sizes.length === 0 || sizes.some((size) => fits(image, size))) return [];
  const withMemory = sizes.filter(({ ramMib }) => ramMib >= image.minRamMib);
  const candidates = withMemory.length > 0 ? withMemory : sizes;
  const largestDisk = Math.max(...candidates.map(({ diskGib }) => diskGib ?? Infinity));
  const reasons: Reason[] = [];
  if (withMemory.length === 0) reasons.push({ code: "ram", neededMib: image.minRamMib, offeredMib: Math.max(...sizes.map(({ ramMib }) => ramMib)) });
  if (largestDisk < image.minDiskGib) reasons.push({ code: "disk", neededGib: image.minDiskGib, offeredGib: largestDisk });
  return reasons;
}

function bitsOf(mask: number): number[] {
  return Array.from({ length: 31 }, (_, bit) => bit).filter((bit) => hasBit(mask, bit));
}

const firmwareNames = { bios: "BIOS", uefi: "UEFI" } as const;

/** A reason as one English sentence. */
export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case "missing-capability":
      return `The image lacks “${reason.title}”.`;
    case "architecture":
      return `The image is for ${reason.needed}, the flavor is ${reason.offered}.`;
    case "firmware":
      return `The image boots by ${firmwareNames[reason.needed]}, the flavor by ${firmwareNames[reason.offered]}.`;
    case "disk":
      return `The image needs ${reason.neededGib} GiB of disk, the flavor has at most ${reason.offeredGib} GiB.`;
    case "ram":
      return `The image needs ${reason.neededMib} MiB of memory, the flavor has at most ${reason.offeredMib} MiB.`;
    case "coexistence":
      return `“${reason.titles[0]}” and “${reason.titles[1]}” do not stand in one registered image: ${reason.why}`;
  }
}

// The suffixes that the original used (_V100, _SAPHANA, _BMS), and ours in their way.
const suffixes: Record<string, string> = {
  "xen-hana": "_SAPHANA",
  "bare-metal": "_BMS",
  infiniband: "_InfiniBand",
  "xen-gpu-m60": "_M60_vGPU",
  "kvm-gpu-p100": "_P100",
  "kvm-gpu-v100": "_V100",
  "kvm-gpu-p2v-v100": "_P2V_V100",
  "kvm-gpu-m60": "_M60",
  "kvm-vgpu-v100": "_V100_vGPU",
};

/** Is bit number `bit` set in `mask`? */
export function hasBit(mask: number, bit: number): boolean {
  return (mask & (1 << bit)) !== 0;
}

/**
 * How often the bytes of an image are registered because its capabilities do not all stand beside each other: once for
 * all that do, without suffix, and once more for each capability that excludes another one of the image, with all that
 * it tolerates. No registration breaks a rule, and each capability of the mask is in at least one.
 */
export function registrationsOf(mask: number, { capabilities, coexistence }: CapabilityRules): Registration[] {
  const broken = coexistence.filter(({ bit, excludedBit }) => hasBit(mask, bit) && hasBit(mask, excludedBit));
  const apart = capabilities.filter(({ bit }) => broken.some((rule) => rule.bit === bit));
  const common = apart.reduce((rest, { bit }) => rest & ~(1 << bit), mask);
  const alone = apart.map(({ bit, key }) => {
    const tolerated = broken.reduce((rest, rule) => (rule.bit === bit ? rest & ~(1 << rule.excludedBit) : rest), common);
    return { suffix: suffixes[key] ?? `_${key}`, mask: tolerated | (1 << bit) };
  });
  return common === 0 && alone.length > 0 ? alone : [{ suffix: "", mask: common }, ...alone];
}

/**
 * The Glance properties of one registration's mask: present with their value, or absent, never `"false"`. They are what
 * the cloud filters images by for a flavor.
 */
export function glanceProperties(mask: number, { capabilities }: Pick<CapabilityRules, "capabilities">): Record<string, string> {
  return Object.fromEntries(capabilities.filter(({ bit }) => hasBit(mask, bit)).map(({ glanceProperty, glanceValue }) => [glanceProperty, glanceValue]));
}
