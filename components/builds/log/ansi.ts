// ECMA-48: control sequences (CSI), strings (OSC and its kin, ended by BEL or ST), and the two-character rest. Of all these only
// SGR, which ends with "m", has a meaning here; everything else a terminal would obey is taken out.
// oxlint-disable-next-line no-control-regex
const escapes = /\u001b\[([0-?]*)[ -/]*([@-~])|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0080-\u009f]/g;
// oxlint-disable-next-line no-control-regex
const special = /[\u001b\t\r\u0080-\u009f]/;
const tabStop = 8;

/** A stretch of a line that looks alike; `look` is its classes, empty for plain text. */
export type Span = { text: string; look: string };

type Style = { ink: number | null; isBold: boolean };

/**
 * The spans of one line: the sixteen colours and bold of SGR (ECMA-48 §8.3.117) as classes, all other escapes taken out, tabs
 * filled up. Each line begins plain. What comes out is text: whoever shows it never reads it as markup.
 */
export function spansOf(line: string): Span[] {
  if (!special.test(line)) return line === "" ? [] : [{ text: line, look: "" }];
  const spans: Span[] = [];
  let style: Style = { ink: null, isBold: false };
  let column = 0;
  let last = 0;
  const add = (raw: string) => {
    const text = fillTabs(raw.replaceAll("\r", ""), column);
    column += text.length;
    if (text !== "") spans.push({ text, look: lookOf(style) });
  };
  for (const match of line.matchAll(escapes)) {
    add(line.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[2] === "m") style = styleAfter(style, match[1] ?? "");
  }
  add(line.slice(last));
  return spans;
}

/** A line as it is read, without colours. */
export function plainOf(line: string): string {
  return special.test(line) ? spansOf(line).map(({ text }) => text).join("") : line;
}

function fillTabs(text: string, column: number): string {
  if (!text.includes("\t")) return text;
  let filled = "";
  for (const character of text) filled += character === "\t" ? " ".repeat(tabStop - ((column + filled.length) % tabStop)) : character;
  return filled;
}

function styleAfter(before: Style, parameters: string): Style {
  const numbers = parameters.split(/[;:]/).map(Number);
  let style = before;
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    // Colours of 256 and of 16 million bring their own numbers, which must not be read as styles.
    if (number === 38 || number === 48) at += numbers[at + 1] === 2 ? 4 : 2;
    else if (number === 0) style = { ink: null, isBold: false };
    else if (number === 1) style = { ...style, isBold: true };
    else if (number === 22) style = { ...style, isBold: false };
    else if (number === 39) style = { ...style, ink: null };
    else if (number >= 30 && number <= 37) style = { ...style, ink: number - 30 };
    else if (number >= 90 && number <= 97) style = { ...style, ink: number - 82 };
  }
  return style;
}

function lookOf({ ink, isBold }: Style): string {
  return [ink === null ? "" : `log-ink-${ink}`, isBold ? "font-bold" : ""].filter(Boolean).join(" ");
}
