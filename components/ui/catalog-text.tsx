import { useLocale } from "#lib/text.ts";

/** A text of the catalog, which is written in English: marked as that on pages in another language. */
export function CatalogText({ text }: { text: string }) {
  return useLocale() === "en" ? text : <span lang="en">{text}</span>;
}
