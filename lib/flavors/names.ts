import type { FamilyTraits, FlavorSize, NameParts } from "./schema.ts";

const vcpusOf: Record<string, number> = { small: 1, medium: 1, large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32 };

/**
 * The family that a flavor's or family's name means, with the named size alone where one is named: `h1.large` is h1,
 * `physical.s3.large` is physical.s3. A size that the catalog does not list is derived from its name (family letter and
 * generation, size, GiB per vCPU) where that says enough; otherwise no size is known. Null for a name of no family.
 */
export function familyOfFlavor<Family extends FamilyTraits & { name: string }>(name: string, families: Family[]): Family | null {
  const wanted = name.trim().toLowerCase();
  const exact = families.find((family) => family.name === wanted);
  if (exact) return exact;
  const family = families.find((one) => wanted.startsWith(`${one.name}.`));
  if (!family) return null;
  const listed = family.sizes.find((size) => size.name === wanted);
  const size = listed ?? sizeOfName(wanted, wanted.slice(family.name.length + 1));
  return { ...family, sizes: size ? [size] : [] };
}

/** Takes a flavor's or family's name apart by the rule of the names: `s2.medium.4` is letter s, generation 2, size medium, 4 GiB per vCPU. */
export function partsOfName(name: string): NameParts | null {
  const found = /^(physical\.)?([a-z]+)([0-9]+)([a-z]*)(?:\.([0-9a-z]+))?(?:\.([0-9]+))?$/.exec(name);
  if (!found) return null;
  const [, physical, letter = "", generation = "", variant = "", size = null, ratio] = found;
  const vcpus = size !== null && Object.hasOwn(vcpusOf, size) ? (vcpusOf[size] ?? null) : null;
  return { isPhysical: physical !== undefined, letter, generation, variant, size, vcpus, gibPerVcpu: ratio === undefined ? null : Number(ratio) };
}

function sizeOfName(name: string, rest: string): FlavorSize | null {
  const [word = "", ratio = ""] = rest.split(".");
  const vcpus = Object.hasOwn(vcpusOf, word) ? vcpusOf[word] : undefined;
  if (vcpus === undefined || !/^[1-9][0-9]?$/.test(ratio)) return null;
  return { name, vcpus, ramMib: vcpus * Number(ratio) * 1024, diskGib: null };
}
