import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "#lib/locales.ts";
import { parseDoc } from "./parse.ts";
import type { Doc } from "./schema.ts";

const folder = join(process.cwd(), "docs", "portal");
const known = new Map<Locale, Doc[]>();

/** Every text of a language in its order. The files are read once: they change with the program, not while it runs. */
export function listDocs(locale: Locale): Doc[] {
  const docs = known.get(locale) ?? readFolder(join(folder, locale));
  known.set(locale, docs);
  return docs;
}

/** One text with its neighbours in the order of reading; null when there is none of that name. */
export function readDoc(locale: Locale, slug: string): { doc: Doc; previous: Doc | null; next: Doc | null } | null {
  const docs = listDocs(locale);
  const at = docs.findIndex((doc) => doc.slug === slug);
  const doc = docs[at];
  return doc ? { doc, previous: docs[at - 1] ?? null, next: docs[at + 1] ?? null } : null;
}

function readFolder(path: string): Doc[] {
  return readdirSync(path)
    .filter((name) => name.endsWith(".md"))
    .map((name) => parseDoc(name.slice(0, -".md".length), readFileSync(join(path, name), "utf8"), join(path, name)))
    .sort((one, other) => one.order - other.order);
}
