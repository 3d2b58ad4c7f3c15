import { maskOfKeys, putByName, type TableState } from "../rules.ts";
import type { FamilyValues } from "./schema.ts";

/** The table with a family as it would be; a new one has no sizes yet. */
export function withFamily(table: TableState, name: string, { demands, architecture, firmware }: FamilyValues): TableState {
  const sizes = table.families.find((family) => family.name === name)?.sizes ?? [];
  return { ...table, families: putByName(table.families, { name, demands: maskOfKeys(demands, table.capabilities), architecture, firmware, sizes }) };
}
