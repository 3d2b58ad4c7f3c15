import type { ChainDefect, Json } from "./schema.ts";

/** One value that an act changed, by its path in the recorded object: `roles.0`. Absent on one side: added, or removed. */
export type Change = { path: string; kind: "added" | "removed" | "changed" | "same"; before?: Json; after?: Json };

/**
 * What lies between the recorded state before an act and the one after it, value by value in the order of the names. A side
 * that was not recorded at all counts as empty; a value that is no object stands under the path "".
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [left, right] = [valuesOf(before), valuesOf(after)];
  const paths = [...new Set([...left.keys(), ...right.keys()])].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return paths.map((path) => {
    const [was, is] = [left.get(path), right.get(path)];
    if (was === undefined) return { path, kind: "added", after: is as Json };
    if (is === undefined) return { path, kind: "removed", before: was };
    return { path, kind: JSON.stringify(was) === JSON.stringify(is) ? "same" : "changed", before: was, after: is };
  });
}

function valuesOf(value: unknown, path = ""): Map<string, Json> {
  if (value === undefined || (value === null && path === "")) return new Map();
  const isEmpty = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  if (isEmpty) return new Map([[path, value as Json]]);
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...valuesOf(inner, path ? `${path}.${name}` : name)]));
}

/** What is wrong with the first row that does not fit, and what that means. */
export function sentenceOf(sequence: bigint, defect: ChainDefect): string {
  return {
    gap: `Row ${sequence} does not follow the row before it: rows in between were removed, or numbers were changed.`,
    link: `Row ${sequence} does not carry the hash of the row before it: one of the two was replaced or moved.`,
    content: `Row ${sequence} was changed after it was written: its hash does not fit what it says.`,
  }[defect];
}
