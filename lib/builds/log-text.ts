// ECMA-48, as in components/builds/log/ansi.ts, which keeps the colours: control sequences, strings, and the two-character rest.
// oxlint-disable-next-line no-control-regex
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0080-\u009f\r]/g;

/** A log without what only a terminal obeys. */
export function withoutEscapes(text: string): string {
  return text.replace(escapes, "");
}

/** How many lines end in this text. */
export function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
