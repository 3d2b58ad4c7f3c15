import { expect, test } from "vitest";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { readTextNodes, type TextNode } from "./issue-nodes.ts";

const words = (nodes: TextNode[]): string => nodes.map((node) => (typeof node === "string" ? node : words(node.children))).join("");

test("paragraphs, emphasis, code and links stay", () => {
  expect(readTextNodes("Use *this*, `ib0`.\n\n- [keys](https://images.example/keys)")).toEqual([
    { tag: "p", children: ["Use ", { tag: "em", children: ["this"] }, ", ", { tag: "code", children: ["ib0"] }, "."] },
    "\n",
    { tag: "ul", children: ["\n", { tag: "li", children: [{ tag: "a", href: "https://images.example/keys", children: ["keys"] }] }, "\n"] },
  ]);
});

test.each([
  ["HTML", "a <script>alert(1)</script> <b onclick=x>b</b>"],
  ["an image", "![x](https://images.example/x.png)"],
  ["a heading", "# x"],
])("%s becomes words at most", (_what, markdown) => {
  expect(JSON.stringify(readTextNodes(markdown))).not.toMatch(/"tag":"(?!p|em|strong)|onclick|script>|src/);
});

test("an address that is none of the web goes nowhere", () => {
  expect(JSON.stringify(readTextNodes("[x](javascript:alert(1)) [y](data:text/html,x)"))).not.toContain("href");
});

test("the texts of the default catalog read as they are written", async () => {
  const { issues } = await readDefaultCatalog();
  for (const { body, workaround } of issues) {
    for (const text of [body, workaround ?? "-"].filter((one) => one !== "-")) expect(words(readTextNodes(text))).toBe(text);
  }
});
