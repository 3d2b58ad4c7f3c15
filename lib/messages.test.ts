import { describe, expect, it } from "vitest";
import de from "../messages/de.ts";
import en from "../messages/en.ts";

type Tree = { [key: string]: string | Tree };

/** Every text of a language by its path, with the values and tags that it expects. */
function flatten(tree: Tree, path = ""): Record<string, string[]> {
  const entries = Object.entries(tree).map(([key, value]): Record<string, string[]> => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === "string" ? { [here]: expectations(value) } : flatten(value, here);
  });
  return Object.assign({}, ...entries) as Record<string, string[]>;
}

function expectations(text: string): string[] {
  // What stands behind `one`, `other`, `=0` is a text of a plural, not a value.
  const values = [...text.matchAll(/\{\s*(\w+)\s*,|(?<!\b(?:zero|one|two|few|many|other)\s*|=\d+\s*)\{\s*(\w+)\s*\}/g)].map(([, formatted, plain]) => formatted ?? plain).map((name) => `{${name}}`);
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...values, ...tags])].sort();
}

describe("the texts of the portal", () => {
  it("exist in both languages and expect the same values", () => {
    expect(flatten(de)).toEqual(flatten(en));
  });

  it("are really translated", () => {
    const [english, german] = [JSON.stringify(en), JSON.stringify(de)];
    expect(german).toMatch(/[äöüß]/);
    expect(german).not.toBe(english);
  });
});
