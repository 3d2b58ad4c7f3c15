import { describe, expect, it } from "vitest";
import { checks } from "#lib/boot-test/run.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { locales, type Locale } from "#lib/locales.ts";
import { readDoc } from "./read.ts";

/** The first cells of a section's table, with the other cells of their rows. */
function rowsOf(locale: Locale, slug: string, id: string): string[][] {
  const section = readDoc(locale, slug)?.doc.sections.find((one) => one.id === id);
  const lines = section?.markdown.split("\n").filter((line) => line.startsWith("|")) ?? [];
  return lines.slice(2).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")));
}

describe.each(locales)("what the documentation says (%s)", (locale) => {
  it("names every check of a build, and no other", () => {
    expect(rowsOf(locale, "security", "tests").map(([id]) => id).sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  it("has every bit of the capabilities with its property and value", async () => {
    const { capabilities } = await readDefaultCatalog();
    expect(rowsOf(locale, "flavors", "capabilities").map(([bit, , property, value]) => [bit, property, value])).toEqual(
      capabilities.map(({ bit, glanceProperty, glanceValue }) => [String(bit), glanceProperty, glanceValue]),
    );
  });

  it("names every flavor family", async () => {
    const named = rowsOf(locale, "flavors", "families").flatMap(([families = ""]) => families.split(", "));
    const families = (await readDefaultCatalog()).families.map(({ name }) => (name.startsWith("physical.") ? "physical.*" : name));
    expect(named.sort()).toEqual([...new Set(families)].sort());
  });
});
