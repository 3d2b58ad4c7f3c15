import { describe, expect, it } from "vitest";
import { parseXml } from "./xml.ts";

describe("parseXml", () => {
  it("reads elements, attributes, text and entities", () => {
    expect(parseXml('<?xml version="1.0"?>\n<a b="1&quot;2" c=\'3\'>x<!-- not this --><d/>&lt;y&#65;&#x42;</a>\n')).toEqual({
      name: "a",
      attributes: { b: '1"2', c: "3" },
      children: [{ name: "d", attributes: {}, children: [], text: "" }],
      text: "x<yAB",
    });
  });

  it.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ["CDATA", "<a><![CDATA[x]]></a>"],
    ["a processing instruction", "<a><?b c?></a>"],
    ["an unknown entity", "<a>&x;</a>"],
    ["an entity without an end", "<a>&amp</a>"],
    ["a wrong closing", "<a></b>"],
    ["no closing", "<a><b></a>"],
    ["two roots", "<a/><b/>"],
    ["text around the root", "<a/>x"],
    ["an attribute twice", '<a b="1" b="2"/>'],
    ["a bare attribute", "<a b=1/>"],
    ["nothing", ""],
    ["too many levels", `${"<a>".repeat(20)}${"</a>".repeat(20)}`],
  ])("refuses %s", (_title, source) => expect(() => parseXml(source)).toThrow(SyntaxError));

  it("gives up on hostile lengths at once instead of trying for ever", () => {
    expect(() => parseXml(`<a ${"b".repeat(200_000)}`)).toThrow(SyntaxError);
    expect(() => parseXml(`<a>${"&".repeat(100_000)}</a>`)).toThrow(SyntaxError);
    expect(() => parseXml("<!--".repeat(20_000))).toThrow(SyntaxError);
  });
});
