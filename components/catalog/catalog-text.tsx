import { useLocale } from "#lib/text.ts";

/** A text from the catalog, which is in English on pages of every language. */
export function CatalogText({ text }: { text: string }) {
  return useLocale() === "en" ? text : <span lang="en">{text}</span>;
}
