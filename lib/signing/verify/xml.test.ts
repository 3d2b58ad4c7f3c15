import { describe, expect, it } from "vitest";
import { parseXml } from "./xml.ts";

describe("parseXml", () => {
  it("reads elements, attributes, text and entities", () => {
    expect(parseXml('<?xml version="1.0"?>\n<a b="1&quot;2" c=\'3\'>x<!-- not this --><d/>&lt;y&#65;&#x42;</a>\n')).toEqual({
      name: "a",
      namespace: "",
      attributes: { b: '1"2', c: "3" },
      children: [{ name: "d", namespace: "", attributes: {}, children: [], text: "" }],
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
    ["an entity that only JavaScript knows", "<a>&constructor;</a>"],
    ["a second mark of the byte order", "\uFEFF<a/>"],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ["another version", '<?xml version="1.1"?><a/>'],
    ["a character that XML does not have", "<a>\u0001</a>"],
    ["the number of such a character", "<a>&#xD800;</a>"],
    ["white space that is none in XML", "<a\u00A0/>"],
    ["white space behind the root that is none in XML", "<a/>\u000B"],
    ["the end of a CDATA section", "<a>]]></a>"],
    ["a name with a prefix", "<b:a/>"],
    ["too many levels", `${"<a>".repeat(20)}${"</a>".repeat(20)}`],
  ])("refuses %s", (_title, source) => expect(() => parseXml(source)).toThrow(SyntaxError));

  it("hands the namespace down, until an element names another one", () => {
    expect(parseXml('<a xmlns="x"><b/><c xmlns="y"><d/></c></a>')).toMatchObject({ namespace: "x", children: [{ namespace: "x" }, { namespace: "y", children: [{ namespace: "y" }] }] });
  });

  it("reads white space as every parser does", () => {
    expect(parseXml('<a b="1\n2\t3&#10;">x\r\ny\rz</a>')).toMatchObject({ attributes: { b: "1 2 3\n" }, text: "x\ny\nz" });
  });

  it("gives up on hostile lengths at once instead of trying for ever", () => {
    expect(() => parseXml(`<a ${"b".repeat(200_000)}`)).toThrow(SyntaxError);
    expect(() => parseXml(`<a>${"&".repeat(100_000)}</a>`)).toThrow(SyntaxError);
    expect(() => parseXml("<!--".repeat(20_000))).toThrow(SyntaxError);
  });
});
