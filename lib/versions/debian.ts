/**
 * Compares two versions of Debian packages as deb-version(7) says and as `dpkg --compare-versions` does: first the epoch,
 * then the upstream version, then the revision. Negative when `one` is older, 0 when neither is, positive when it is newer.
 */
export function compareDebianVersions(one: string, other: string): number {
  const a = parse(one);
  const b = parse(other);
  return compareNumbers(a.epoch, b.epoch) || comparePart(a.upstream, b.upstream) || comparePart(a.revision, b.revision);
}

function parse(version: string): { epoch: string; upstream: string; revision: string } {
  const colon = version.indexOf(":");
  const rest = version.slice(colon + 1);
  // Only the last hyphen parts the revision: an upstream version may hold hyphens itself.
  const hyphen = rest.lastIndexOf("-");
  return {
    epoch: colon === -1 ? "0" : version.slice(0, colon),
    upstream: hyphen === -1 ? rest : rest.slice(0, hyphen),
    revision: hyphen === -1 ? "" : rest.slice(hyphen + 1),
  };
}

/** Non-digits and numbers in turn; a part that ends compares as no characters and as the number 0. */
function comparePart(one: string, other: string): number {
  const a = segmentsOf(one);
  const b = segmentsOf(other);
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = at % 2 === 0 ? compareSigns(a[at] ?? "", b[at] ?? "") : compareNumbers(a[at] ?? "0", b[at] ?? "0");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Begins with non-digits, if need be with none. */
function segmentsOf(part: string): string[] {
  const segments: string[] = part.match(/\D+|\d+/g) ?? [];
  return /^\d/.test(part) ? ["", ...segments] : segments;
}

function compareSigns(one: string, other: string): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = rankOf(one[at]) - rankOf(other[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde sorts before even the end of a part, letters before all other signs. */
function rankOf(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

// As text: a date with a time and more is larger than what a number holds exactly.
function compareNumbers(one: string, other: string): number {
  const a = one.replace(/^0+/, "");
  const b = other.replace(/^0+/, "");
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
