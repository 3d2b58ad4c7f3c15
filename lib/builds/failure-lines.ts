import { withoutEscapes } from "./log-text.ts";
import type { FailureLine } from "./schema.ts";

// What the tools of a build say when something is wrong, in their own words. `cause`: why; `echo`: that something else failed.
const causes = [
  /^(E|Err:\d+): ?|^Err:\d+ /, // apt-get, debootstrap
  /unmet dependencies|Unable to locate package|has no installation candidate|Hash Sum mismatch|NO_PUBKEY|is not signed|Release file .* expired/,
  /^dpkg: error|trying to overwrite/,
  /^(Error|Problem( \d+)?): |^Error: (?!.*error code)|No match for argument|nothing provides|conflicts with file|Failed to download metadata|Curl error|GPG check FAILED/, // dnf, zypper
  /No space left on device|Cannot allocate memory|Out of memory|Read-only file system|Permission denied|Operation not permitted/,
  /Temporary failure (in name resolution|resolving)|Could not resolve host|Connection (refused|timed out|reset)|Network is unreachable/,
  /: (command not found|unbound variable|syntax error|No such file or directory)/, // the scripts of elements
  /^(qemu-img|qemu-system-\S+|qemu-nbd|mkfs\S*|losetup|kpartx|mount|parted|sgdisk|resize2fs|grub-install|tar|curl|wget|debootstrap): .*(error|fail|cannot|can't|could not|couldn't|unable|not |no such|invalid|denied)/i,
  /^gpg: .*(failed|No secret key|BAD signature|expired|revoked|Can't check|no default secret key|error)/i,
  /^check \S+: failed |Kernel panic|Unable to mount root|not syncing|no bootable device|did not (answer|come up|boot)/i, // the boot test
  /^[\w.]*(Error|Exception)(:|$)/, // the last line of a traceback
];
const echoes = [
  /returned (a non-zero|non-zero|an error)|exit(ed)?( with)? (status|code) [1-9]|error code \(?[1-9]/i,
  /^Traceback \(most recent call last\)/,
  /^(ERROR|FATAL|CRITICAL)\b|\b(fatal error|fatal:|failed:|failed to|aborting)\b|\berror:/i,
];
// Names of packages and files, options, and numbers of errors that are none.
const noise = /\b(lib\S*error\S*|errors=|error[_-]?(log|pages?|handling)|0 (errors|failed)|no errors?|failed=0|ignore[sd]?\b.*error|warning:)/i;

/** Signs of the same failure stand this close to each other, in lines. */
const sameFailure = 40;
/** So much a builder may still say after a failure while it cleans up, in lines. */
const cleanedUpWithin = 400;
const linesBefore = 3;
const linesAfter = 8;
const linesAtEnd = 10;
const longestLine = 500;

// The worker's time of day, and that of diskimage-builder behind it.
const stamps = /^(\d\d:\d\d:\d\d\.\d{3} )?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \| )?/;

/**
 * The lines of a log that explain why its build failed. Of the last stage the last run of error messages counts: what went
 * wrong earlier and was got over is no cause. The first message in that run that tells a cause is it; the messages behind it
 * mostly only pass it on. Where no message is recognised, the last lines before the end are shown.
 *
 * @param text the log, or its end; it may begin anywhere
 * @param firstLine the number of its first line
 */
export function failureLines(text: string, firstLine = 1): FailureLine[] {
  const lines = withoutEscapes(text).split("\n").map((line) => line.slice(0, longestLine).trimEnd());
  const marks = lines.map((line) => line.replace(stamps, ""));
  const ended = marks.findLastIndex((line) => line.startsWith("=== failed"));
  const end = ended === -1 ? marks.length : ended;
  const begin = marks.findLastIndex((line, index) => index < end && /^=== \w+ \(attempt/.test(line)) + 1;
  const cause = findCause(marks, begin, end);
  const [from, to] = cause === null ? [Math.max(begin, end - linesAtEnd), end] : [Math.max(begin, cause - linesBefore), Math.min(end, cause + linesAfter)];
  return lines.slice(from, to).flatMap((line, index) => (line === "" ? [] : [{ line: firstLine + from + index, text: line, isCause: from + index === cause }]));
}

function findCause(lines: string[], begin: number, end: number): number | null {
  let cause: number | null = null;
  // The sign found last, which is the first in the log.
  let first: number | null = null;
  for (let at = end - 1; at >= begin && (first ?? end) - at <= (first === null ? cleanedUpWithin : sameFailure); at -= 1) {
    const sign = signOf(lines[at] ?? "");
    if (sign === null) continue;
    first = at;
    if (sign === "cause") cause = at;
  }
  return cause ?? first;
}

function signOf(line: string): "cause" | "echo" | null {
  // A shell that tells what it runs begins with a plus; what a script would say is no message yet.
  const said = line.replace(/^console: /, "");
  if (said.startsWith("+") || noise.test(said)) return null;
  if (causes.some((pattern) => pattern.test(said))) return "cause";
  return echoes.some((pattern) => pattern.test(said)) ? "echo" : null;
}
