import type { StatusReport } from "./schema.ts";

const looks = {
  kept: { word: "all promises kept", color: "#15803d" },
  broken: { word: "", color: "#b91c1c" },
  unknown: { word: "unknown", color: "#57534e" },
  unconfigured: { word: "no cloud", color: "#57534e" },
} as const satisfies Record<StatusReport["state"], { word: string; color: string }>;

const label = "images";
// Widths of 11 px Verdana-like text, near enough: each letter gets the same, and `textLength` makes it fit.
const letterWidth = 6.4;
const padding = 8;

/** A badge in the usual form: what it is about at the left, its state at the right; readable without its colours. */
export function badge(state: StatusReport["state"], open: number): string {
  const { color, word: usual } = looks[state];
  const word = state === "broken" ? `${open} not as promised` : usual;
  const [labelLength, wordLength] = [label, word].map((text) => Math.round(text.length * letterWidth)) as [number, number];
  const [left, right] = [labelLength + 2 * padding, wordLength + 2 * padding];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${word}"><title>${label}: ${word}</title><clipPath id="r"><path d="M3 0h${left + right - 6}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/></clipPath><g clip-path="url(#r)"><path fill="#292524" d="M0 0h${left}v20H0z"/><path fill="${color}" d="M${left} 0h${right}v20H${left}z"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="${padding}" y="14" textLength="${labelLength}">${label}</text><text x="${left + padding}" y="14" textLength="${wordLength}">${word}</text></g></svg>\n`;
}
