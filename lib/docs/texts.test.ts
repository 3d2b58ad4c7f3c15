import { describe, expect, it } from "vitest";
import { locales } from "#lib/locales.ts";
import { listDocs } from "./read.ts";
import type { Doc } from "./schema.ts";

const texts = locales.flatMap((locale) => listDocs(locale).map((doc) => ({ locale, doc, name: `${locale}/${doc.slug}` })));
const addressesOf = (docs: Doc[]) => new Set(docs.flatMap(({ slug, sections }) => [`/docs/${slug}`, ...sections.map(({ id }) => `/docs/${slug}#${id}`)]));
const outlineOf = (doc: Doc) => ({ slug: doc.slug, topic: doc.topic, order: doc.order, headings: doc.sections.map(({ level, id }) => `${level} ${id}`) });
const markdownOf = ({ lead, sections }: Doc) => [lead, ...sections.map(({ markdown }) => markdown)].join("\n\n");
const blocksOf = (doc: Doc) => [...markdownOf(doc).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = "", code = ""]) => ({ info, code }));

// What the portal serves beside the documentation (design.md §9).
const otherAddress = /^\/(?:$|images(?:\/[A-Za-z0-9_.]+)?$|flavors$|verify$|keys$|resolve$|download\/$|api\/v1\/openapi\.json$|streams\/v1\/|virt-builder\/index(?:\.asc)?$|feeds\/(?:all|security|channels\/(?:latest|prev))\.atom$)/;

describe("the texts of the documentation", () => {
  it("have the same pages, order, headings and anchors in both languages", () => {
    expect(listDocs("de").map(outlineOf)).toEqual(listDocs("en").map(outlineOf));
    expect(listDocs("en").length).toBeGreaterThanOrEqual(13);
  });

  it("are translated, title and summary too", () => {
    for (const doc of listDocs("en")) {
      const german = listDocs("de").find(({ slug }) => slug === doc.slug)!;
      expect([german.title, german.summary]).not.toEqual([doc.title, doc.summary]);
      expect(markdownOf(german)).toMatch(/[äöüß]/);
    }
  });

  it("have no anchor twice on a page, and no place in the order twice", () => {
    for (const { doc } of texts) expect(new Set(doc.sections.map(({ id }) => id)).size).toBe(doc.sections.length);
    for (const locale of locales) expect(new Set(listDocs(locale).map(({ order }) => order)).size).toBe(listDocs(locale).length);
  });

  it.each(texts)("$name links only to pages and anchors that exist", ({ locale, doc }) => {
    const known = addressesOf(listDocs(locale));
    const links = [...markdownOf(doc).matchAll(/\]\(([^)]+)\)/g)].map(([, href = ""]) => (href.startsWith("#") ? `/docs/${doc.slug}${href}` : href));
    const dead = links.filter((href) => (href.startsWith("/docs") ? !known.has(href) : !otherAddress.test(href)));
    expect(dead).toEqual([]);
  });

  it.each(texts)("$name names each block of code, for the copy button, and has at most one table in a section", ({ doc }) => {
    expect(blocksOf(doc).filter(({ info }) => !/^[a-z]+ \S/.test(info))).toEqual([]);
    for (const { markdown } of doc.sections) expect(markdown.match(/^\|[-| ]+\|$/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it("have the same commands in both languages, but for names that people choose", () => {
    const shape = (doc: Doc) => blocksOf(doc).map(({ code }) => code.trim().split("\n").length);
    for (const doc of listDocs("en")) expect(shape(listDocs("de").find(({ slug }) => slug === doc.slug)!)).toEqual(shape(doc));
  });

  it("leave a place for the list of known issues", () => {
    for (const locale of locales) expect(listDocs(locale).find(({ slug }) => slug === "known-issues")?.sections.at(-1)?.id).toBe("list");
  });
});
