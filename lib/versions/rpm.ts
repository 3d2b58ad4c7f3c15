/**
 * Compares two versions of RPM packages, `[EPOCH:]VERSION[-RELEASE]`, as rpm does (rpm-version(7), `rpmvercmp`). A missing
 * epoch is 0; a release counts only where both have one. Negative when `one` is older, 0 when neither is, positive when it is newer.
 */
export function compareRpmVersions(one: string, other: string): number {
  const a = parse(one);
  const b = parse(other);
  const difference = compareNumbers(a.epoch, b.epoch) || compareRpmParts(a.version, b.version);
  if (difference !== 0 || a.release === null || b.release === null) return difference;
  return compareRpmParts(a.release, b.release);
}

function parse(text: string): { epoch: string; version: string; release: string | null } {
  const [, epoch = "0", rest = ""] = /^(?:(\d*):)?(.*)$/s.exec(text) ?? [];
  const hyphen = rest.lastIndexOf("-");
  return { epoch, version: hyphen === -1 ? rest : rest.slice(0, hyphen), release: hyphen === -1 ? null : rest.slice(hyphen + 1) };
}

/** `rpmvercmp`: one version or one release against another. */
export function compareRpmParts(one: string, other: string): number {
  let a = one;
  let b = other;
  while (a !== "" || b !== "") {
    // What is neither letter nor digit only parts the segments, whatever and however much it is.
    a = a.replace(/^[^A-Za-z0-9~^]+/, "");
    b = b.replace(/^[^A-Za-z0-9~^]+/, "");
    if (a.startsWith("~") || b.startsWith("~")) {
      if (!a.startsWith("~")) return 1;
      if (!b.startsWith("~")) return -1;
      [a, b] = [a.slice(1), b.slice(1)];
      continue;
    }
    if (a.startsWith("^") || b.startsWith("^")) {
      // A caret is newer than the end, and older than everything else.
      if (a === "") return -1;
      if (b === "") return 1;
      if (!a.startsWith("^")) return 1;
      if (!b.startsWith("^")) return -1;
      [a, b] = [a.slice(1), b.slice(1)];
      continue;
    }
    if (a === "" || b === "") break;
    const isNumber = /^\d/.test(a);
    const kind = isNumber ? /^\d+/ : /^[A-Za-z]+/;
    const [segment = ""] = kind.exec(a) ?? [];
    const [otherSegment] = kind.exec(b) ?? [];
    // A number is newer than letters.
    if (otherSegment === undefined) return isNumber ? 1 : -1;
    const difference = isNumber ? compareNumbers(segment, otherSegment) : compareText(segment, otherSegment);
    if (difference !== 0) return difference;
    [a, b] = [a.slice(segment.length), b.slice(otherSegment.length)];
  }
  if (a === b) return 0;
  return a === "" ? -1 : 1;
}

function compareNumbers(one: string, other: string): number {
  const a = one.replace(/^0+/, "");
  const b = other.replace(/^0+/, "");
  return a.length - b.length || compareText(a, b);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
