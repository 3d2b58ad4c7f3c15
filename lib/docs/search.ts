import { searchWords } from "#lib/catalog/rules.ts";
import type { Locale } from "#lib/locales.ts";
import { listDocs } from "./read.ts";
import type { Doc, DocHit } from "./schema.ts";

const longestSnippet = 180;
// How much a word counts by where it stands: whoever types a title wants that page.
const weights = { title: 8, heading: 4, summary: 3, text: 1 };

/**
 * The texts that contain every word of `query`, the best first: words in titles count most, then those in headings,
 * summaries and the text. Upper and lower case and accents do not matter; an empty query finds nothing.
 */
export function searchDocs(locale: Locale, query: string): DocHit[] {
  const words = searchWords(query).map(fold);
  if (words.length === 0) return [];
  return listDocs(locale)
    .map((doc) => ({ doc, score: scoreOf(doc, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.doc.order - other.doc.order)
    .map(({ doc }) => toHit(doc, words));
}

/** Zero as soon as one word is nowhere. */
function scoreOf(doc: Doc, words: string[]): number {
  const fields: [string, number][] = [
    [doc.title, weights.title],
    [doc.summary, weights.summary],
    [doc.lead, weights.text],
    ...doc.sections.flatMap(({ title, markdown }): [string, number][] => [[title, weights.heading], [markdown, weights.text]]),
  ];
  const folded = fields.map(([text, weight]) => [fold(text), weight] as const);
  const scores = words.map((word) => Math.max(0, ...folded.map(([text, weight]) => (text.includes(word) ? weight : 0))));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

function toHit(doc: Doc, words: string[]): DocHit {
  const count = (text: string) => words.filter((word) => fold(text).includes(word)).length;
  const atTop = count(`${doc.title} ${doc.summary} ${doc.lead}`);
  const best = doc.sections
    .map((section) => ({ section, found: count(`${section.title} ${section.markdown}`) }))
    .reduce((one, other) => (other.found > one.found ? other : one), { section: null as Doc["sections"][number] | null, found: atTop });
  const { section } = best;
  if (!section) return { slug: doc.slug, title: doc.title, section: null, snippet: doc.summary };
  const paragraphs = plainParagraphs(section.markdown);
  const paragraph = paragraphs.toSorted((one, other) => count(other) - count(one))[0] ?? doc.summary;
  return { slug: doc.slug, title: doc.title, section: { id: section.id, title: section.title }, snippet: cutAround(paragraph, words) };
}

/** The prose of a Markdown text without its marks, code blocks and rules of tables. */
function plainParagraphs(markdown: string): string[] {
  return markdown
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\|[-:| ]+\|$/gm, "")
    .replace(/[*`|]|^(?:[-\d.]+|>) /gm, " ")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

/** At most {@link longestSnippet} characters, in whole words, that begin shortly before the first word found. */
function cutAround(text: string, words: string[]): string {
  if (text.length <= longestSnippet) return text;
  const pieces = text.split(" ");
  const at = pieces.findIndex((piece) => words.some((word) => fold(piece).includes(word)));
  const start = Math.max(0, at - 6);
  const shown: string[] = [];
  for (const piece of pieces.slice(start)) {
    if ([...shown, piece].join(" ").length > longestSnippet) break;
    shown.push(piece);
  }
  return `${start > 0 ? "… " : ""}${shown.join(" ")}${start + shown.length < pieces.length ? " …" : ""}`;
}

/** Text as it is compared: lower case, without accents, ß as ss. */
function fold(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
}
