import { describe, expect, it } from "vitest";
import { parseDoc } from "./parse.ts";

const head = "---\ntitle: Keys\nsummary: What a key is.\ntopic: trust\norder: 3\n---\n";

describe("a text", () => {
  it("is cut at its headings, and a # inside of code is none", () => {
    const text = `${head}\nA lead.\n\n## Check {#check}\n\n\`\`\`sh Look\n# no heading\n\`\`\`\n\n### By hand {#by-hand}\nSlowly.\n`;
    expect(parseDoc("keys", text, "keys.md")).toEqual({
      slug: "keys",
      title: "Keys",
      summary: "What a key is.",
      topic: "trust",
      order: 3,
      lead: "A lead.",
      sections: [
        { id: "check", title: "Check", level: 2, markdown: "```sh Look\n# no heading\n```" },
        { id: "by-hand", title: "By hand", level: 3, markdown: "Slowly." },
      ],
    });
  });

  it.each([
    ["no front matter", "## Check {#check}\n", /front matter/],
    ["an unknown topic", head.replace("trust", "fun"), /topic/],
    ["an unknown field", head.replace("order", "author: me\norder"), /author/],
    ["a heading without an anchor", `${head}## Check\n`, /"## Check"/],
    ["a heading of the first level", `${head}# Check {#check}\n`, /two or three #/],
  ])("is refused with %s, and the file is named", (_, text, reason) => {
    expect(() => parseDoc("keys", text, "keys.md")).toThrow(reason);
    expect(() => parseDoc("keys", text, "keys.md")).toThrow("keys.md");
  });
});
