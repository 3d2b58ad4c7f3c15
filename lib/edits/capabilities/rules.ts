/** How many bits a mask has: a sign bit would make it negative in the database. */
const bits = 31;

/**
 * The bit of a capability that is made here: the highest free one. The catalog's files number theirs upwards from 0, so that
 * the two meet only when all bits are in use. Null when there is none left.
 */
export function nextOwnBit(taken: number[]): number | null {
  return Array.from({ length: bits }, (_, at) => bits - 1 - at).find((bit) => !taken.includes(bit)) ?? null;
}

/** Why the property of a capability cannot be changed, or null when it can. */
export function propertyLock(publishedImages: string[]): string | null {
  if (publishedImages.length === 0) return null;
  const [first, ...others] = publishedImages;
  return `Fixed, since published builds carry it: ${first}${others.length > 0 ? ` and ${others.length} more` : ""}. Clouds filter them by this name.`;
}
