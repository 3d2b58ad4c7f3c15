import type { Architecture, Category, DistributionMark } from "#lib/catalog/schema.ts";

export type Firmware = "bios" | "uefi";
export type Hypervisor = "xen" | "kvm" | "bare_metal";

/** One bit of the image capability bitmask with the Glance property that it becomes. */
export type Capability = { bit: number; key: string; title: string; description: string; glanceProperty: string; glanceValue: string };

/** A registered image with `bit` does not carry `excludedBit`. */
export type CoexistenceRule = { bit: number; excludedBit: number; reason: string };

/** What the bits mean and which of them stand against each other. */
export type CapabilityRules = { capabilities: Capability[]; coexistence: CoexistenceRule[] };

/** Co-existence rules with one reason: at most one of `of` where `excludes` is empty, else none of `of` beside any of `excludes`. */
export type CoexistenceGroup = { reason: string; of: Capability[]; excludes: Capability[] };

/** What of an image decides whether it runs on a flavor. */
export type ImageTraits = { capabilities: number; architecture: Architecture; firmware: Firmware; minDiskGib: number; minRamMib: number };

/** One size; `diskGib` is null where the root disk is a volume of any size. */
export type FlavorSize = { name: string; vcpus: number; ramMib: number; diskGib: number | null };

/** What the parts of a name say. `size` and `gibPerVcpu` are null where the name has none; `vcpus` also where the rule does not know the size. */
export type NameParts = { isPhysical: boolean; letter: string; generation: string; variant: string; size: string | null; vcpus: number | null; gibPerVcpu: number | null };

/** What of a flavor family decides; no `firmware` means any, no `sizes` means that none is known. */
export type FamilyTraits = { demands: number; architecture: Architecture; firmware: Firmware | null; sizes: FlavorSize[] };

/** Why an image does not run on a flavor; each code has its text in `reasonText`. */
export type Reason =
  | { code: "missing-capability"; capability: string; title: string }
  | { code: "architecture"; needed: Architecture; offered: Architecture }
  | { code: "firmware"; needed: Firmware; offered: Firmware }
  | { code: "disk"; neededGib: number; offeredGib: number }
  | { code: "ram"; neededMib: number; offeredMib: number }
  | { code: "coexistence"; capabilities: [string, string]; titles: [string, string]; why: string };

export type Support = { ok: true } | { ok: false; reasons: [Reason, ...Reason[]] };

/** One image as Glance gets it: the bytes may be registered several times, under names that differ by `suffix`. */
export type Registration = { suffix: string; mask: number };

export type FlavorFamily = FamilyTraits & {
  name: string;
  title: string;
  description: string;
  hypervisor: Hypervisor;
  liveMigration: boolean;
  srIov: boolean;
  localDisks: number;
  gpu: string | null;
  infiniband: boolean;
};

export type TableImage = ImageTraits & { name: string; category: Category; isRetired: boolean; distribution: DistributionMark & { slug: string; family: string } };

/** A known issue of a family; `distributions` and `images` are those that it names beside the family. */
export type FamilyIssue = {
  slug: string;
  title: string;
  body: string;
  workaround: string | null;
  severity: "low" | "medium" | "high" | "critical";
  openedOn: Date;
  resolvedOn: Date | null;
  distributions: string[];
  images: string[];
};

/** The newest finished boot of a published, unrevoked build of `image` on a flavor of `family`. */
export type FlavorEvidence = { image: string; family: string; flavor: string; version: string; verdict: "passed" | "failed" | "warning"; finishedAt: Date };

/** Everything from which the image/flavor table is computed. */
export type FlavorTable = CapabilityRules & { images: TableImage[]; families: FlavorFamily[]; evidence: FlavorEvidence[] };
