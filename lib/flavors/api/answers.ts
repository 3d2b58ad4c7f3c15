import { glanceProperties, hasBit, reasonText, registrationsOf } from "../rules.ts";
import type { CapabilityRules, FlavorFamily, FlavorTable, Reason, TableImage } from "../schema.ts";
import { answersOf, kindOf } from "../table/rules.ts";
import type { Answer, TableQuery } from "../table/schema.ts";
import type { CellAnswer, FamilyAnswer, FlavorsAnswer, TableAnswer } from "./schema.ts";

const keysOf = (mask: number, { capabilities }: CapabilityRules) => capabilities.filter(({ bit }) => hasBit(mask, bit)).map(({ key }) => key);

/** All flavor families, the capabilities that they may demand, and the rules between these. */
export function toFlavorsAnswer(families: FlavorFamily[], rules: CapabilityRules, publicUrl: string): FlavorsAnswer {
  const keyOf = (bit: number) => keysOf(1 << bit, rules)[0] ?? `bit-${bit}`;
  return {
    capabilities: rules.capabilities,
    coexistence: rules.coexistence.map(({ bit, excludedBit, reason }) => ({ capability: keyOf(bit), excludes: keyOf(excludedBit), reason })),
    families: families.map((family) => toFamilyAnswer(family, rules, publicUrl)),
  };
}

function toFamilyAnswer(family: FlavorFamily, rules: CapabilityRules, publicUrl: string): FamilyAnswer {
  return {
    ...family,
    kind: kindOf(family),
    demands: { mask: family.demands, capabilities: keysOf(family.demands, rules), properties: glanceProperties(family.demands, rules) },
    url: `${publicUrl}/flavors/${family.name}`,
  };
}

/** The table, or the part of it that was selected by `query`, with the whole answer in each cell. */
export function toTableAnswer(table: FlavorTable, query: TableQuery, publicUrl: string): TableAnswer {
  const answer = answersOf(table);
  const toImage = (image: TableImage): TableAnswer["images"][number] => ({
    name: image.name,
    category: image.category,
    state: image.isRetired ? "retired" : "active",
    distribution: image.distribution.slug,
    architecture: image.architecture,
    firmware: image.firmware,
    capabilities: { mask: image.capabilities, keys: keysOf(image.capabilities, table) },
    registrations: registrationsOf(image.capabilities, table).map(({ suffix, mask }) => ({ suffix, properties: glanceProperties(mask, table) })),
    url: `${publicUrl}/images/${image.name}`,
    flavors: Object.fromEntries(table.families.map((family) => [family.name, toCell(answer(image, family), publicUrl)])),
  });
  return { query, families: table.families.map(({ name }) => name), images: table.images.map(toImage) };
}

function toCell(answer: Answer, publicUrl: string): CellAnswer {
  if (!answer.ok) return { supported: false, reasons: answer.reasons.map((reason) => ({ code: reason.code, text: reasonText(reason), capabilities: capabilitiesOf(reason) })), evidence: null };
  if (!answer.evidence) return { supported: true, reasons: [], evidence: null };
  const { image, flavor, version, verdict, finishedAt } = answer.evidence;
  return { supported: true, reasons: [], evidence: { flavor, version, verdict, finishedAt: finishedAt.toISOString(), url: `${publicUrl}/images/${image}/${version}#tests` } };
}

function capabilitiesOf(reason: Reason): string[] {
  if (reason.code === "missing-capability") return [reason.capability];
  return reason.code === "coexistence" ? reason.capabilities : [];
}
