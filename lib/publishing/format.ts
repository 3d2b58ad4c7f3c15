/** A time in whole seconds of UTC, `2026-11-23T06:59:00Z` (RFC 3339; SPDX 2.3 §6.9 allows no fractions). */
export function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** JSON as the product publishes it: two spaces, one newline at the end, keys in the order of the literal. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Order by UTF-16 code units: the same on every host, whatever its locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
