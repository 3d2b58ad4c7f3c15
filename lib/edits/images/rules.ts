import { maskOfKeys, putByName, type TableState } from "../rules.ts";
import type { ImageValues } from "./schema.ts";

type Hardware = Pick<ImageValues, "architecture" | "firmware">;
type Known = {
  /** What the image is now; null when it is new. */
  present: (Hardware & { state: "active" | "retired" }) | null;
  hasPublishedBuilds: boolean;
  /** The largest disk of its builds in a channel, in bytes; null when none is known. */
  largestDiskBytes: bigint | null;
  capabilityKeys: string[];
  recipeNames: string[];
  /** Each image with its replacement. */
  replacements: Map<string, string | null>;
};

export const hardwareIsFixed = "Fixed, since builds are published for it. Make a new image for another.";

/** What is wrong with values only in the light of everything else: messages by field. Null when nothing is. */
export function findImageErrors(name: string, wanted: ImageValues, known: Known): Record<string, string[]> | null {
  const errors: Record<string, string[]> = {};
  const { present } = known;
  const neededGib = known.largestDiskBytes === null ? 0 : Number((known.largestDiskBytes + 2n ** 30n - 1n) / 2n ** 30n);
  for (const field of ["architecture", "firmware"] as const) {
    if (present && known.hasPublishedBuilds && present[field] !== wanted[field]) errors[field] = [`${wanted[field]} instead of ${present[field]}: ${hardwareIsFixed.toLowerCase()}`];
  }
  if (wanted.minDiskGib < neededGib) errors["minDiskGib"] = [`${wanted.minDiskGib} GiB cannot hold a build in latest or prev, whose disk has ${neededGib} GiB. Enter ${neededGib} or more.`];
  const strange = wanted.capabilities.filter((key) => !known.capabilityKeys.includes(key));
  if (strange.length > 0) errors["capabilities"] = [`There is no capability ${strange.join(", ")}. Reload the page and tick again.`];
  if (wanted.recipe !== null && !known.recipeNames.includes(wanted.recipe)) errors["recipe"] = [`There is no recipe ${wanted.recipe}. Choose one of: ${known.recipeNames.join(", ") || "none"}.`];
  if (wanted.state === "retired" && present?.state !== "retired" && wanted.retiredOn === null) errors["retiredOn"] = ["Enter the day on which the image is retired."];
  const replacement = replacementError(name, wanted.replacement, known.replacements);
  if (replacement) errors["replacement"] = [replacement];
  return Object.keys(errors).length > 0 ? errors : null;
}

function replacementError(name: string, replacement: string | null, replacements: Known["replacements"]): string | null {
  if (replacement === null) return null;
  if (!replacements.has(replacement)) return `There is no image ${replacement}. Choose another.`;
  const seen = [name];
  for (let next: string | null = replacement; next !== null; next = replacements.get(next) ?? null) {
    if (seen.includes(next)) return `${[...seen, next].join(" → ")} is a circle. Choose an image that does not lead back to this one.`;
    seen.push(next);
  }
  return null;
}

/** The table with an image as it would be. */
export function withImage(table: TableState, name: string, { capabilities, architecture, firmware, minDiskGib, minRamMib }: ImageValues): TableState {
  return { ...table, images: putByName(table.images, { name, capabilities: maskOfKeys(capabilities, table.capabilities), architecture, firmware, minDiskGib, minRamMib }) };
}
