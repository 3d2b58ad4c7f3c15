import { expect, test } from "vitest";
import { element, markup, xmlDocument } from "./xml.ts";

test("elements stand on lines of their own, text stays as it is, and nothing is written for null", () => {
  const document = xmlDocument(element("a", { x: 1 }, element("b", {}, "one\ntwo "), null, element("c"), element("d", {}, "text ", element("e", {}, "inside"))));
  expect(document).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a x="1">\n  <b>one\ntwo </b>\n  <c/>\n  <d>text <e>inside</e></d>\n</a>\n');
});

test("no text and no attribute can be more than that", () => {
  expect(markup([element("a", { href: "\"'<>&\n\t\r" }, "<script>&amp;\r")])).toBe('<a href="&quot;&apos;&lt;&gt;&amp;&#10;&#9;&#13;">&lt;script&gt;&amp;amp;&#13;</a>');
});

test("what XML has no place for is replaced: control characters, halves of a pair, the last two of the plane", () => {
  expect(markup(["a\u0000\u001Bb\uD800c\uFFFE😀\tä"])).toBe("a\uFFFD\uFFFDb\uFFFDc\uFFFD😀\tä");
});
