import { putByName, type TableState } from "../rules.ts";
import type { SizeValues } from "./schema.ts";

/** The table with a flavor as it would be. */
export function withSize(table: TableState, name: string, { family, vcpus, ramMib, diskGib }: SizeValues): TableState {
  const size = { name, vcpus, ramMib, diskGib };
  return { ...table, families: table.families.map((one) => (one.name === family ? { ...one, sizes: putByName(one.sizes, size) } : one)) };
}
