import type { CapabilityRules, CoexistenceGroup } from "./schema.ts";

/** The pairs of the co-existence rules, gathered by their reason as a reader wants them. */
export function groupCoexistence({ capabilities, coexistence }: CapabilityRules): CoexistenceGroup[] {
  const reasons = [...new Set(coexistence.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => {
    const pairs = coexistence.filter((rule) => rule.reason === reason);
    const named = (bits: number[]) => capabilities.filter(({ bit }) => bits.includes(bit));
    const all = named(pairs.flatMap(({ bit, excludedBit }) => [bit, excludedBit]));
    if (all.length > 2 && pairs.length === (all.length * (all.length - 1)) / 2) return [{ reason, of: all, excludes: [] }];
    // Capabilities that exclude exactly the same others stand together.
    const excludedBy = Map.groupBy(named(pairs.map(({ bit }) => bit)), ({ bit }) => pairs.filter((rule) => rule.bit === bit).map(({ excludedBit }) => excludedBit).sort((one, other) => one - other).join(" "));
    return [...excludedBy].map(([bits, of]) => ({ reason, of, excludes: named(bits.split(" ").map(Number)) }));
  });
}
