import { describe, expect, it } from "vitest";
import { searchDocs } from "./search.ts";

describe("the search in the documentation", () => {
  it("puts a page whose title has the word first", () => {
    expect(searchDocs("en", "flavors")[0]?.slug).toBe("flavors");
    expect(searchDocs("de", "Schlüssel")[0]?.slug).toBe("keys");
  });

  it("leads to the section that has the words, with a piece of its text", () => {
    const [hit] = searchDocs("en", "bms-network-config");
    expect(hit).toMatchObject({ slug: "special-images", section: { id: "bare-metal" } });
    expect(hit?.snippet).toContain("bms-network-config");
    expect(hit?.snippet).not.toMatch(/[`\]]/);
  });

  it("demands every word, in any case and with or without accents", () => {
    expect(searchDocs("en", "InfiniBand zebra")).toEqual([]);
    expect(searchDocs("en", "INFINIBAND mellanox").map(({ slug }) => slug)).toContain("drivers");
    expect(searchDocs("de", "schlussel").map(({ slug }) => slug)).toEqual(searchDocs("de", "SCHLÜSSEL").map(({ slug }) => slug));
  });

  it("finds nothing for nothing, and keeps snippets short", () => {
    expect(searchDocs("en", "  ")).toEqual([]);
    for (const { snippet } of searchDocs("en", "image")) expect(snippet.length).toBeLessThanOrEqual(200);
  });
});
