/** An element to write: its children are elements and texts in their order; `null` stands for nothing. */
export type XmlNode = { name: string; attributes: Record<string, string | number>; children: readonly XmlChild[] };
export type XmlChild = XmlNode | string | null;

/** An element with attributes and children, for {@link xmlDocument} and {@link markup}. */
export function element(name: string, attributes: Record<string, string | number> = {}, ...children: XmlChild[]): XmlNode {
  return { name, attributes, children };
}

/** An XML 1.0 document in UTF-8, one element a line where elements hold elements alone; text stays as it is. */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${indented(root, "")}\n`;
}

/** Elements and texts as markup without a space more than they hold: for texts with elements in them, such as HTML. */
export function markup(children: readonly XmlChild[]): string {
  return children.map((child) => (child === null ? "" : typeof child === "string" ? escapeText(child) : written(child, markup(child.children)))).join("");
}

function indented(node: XmlNode, indent: string): string {
  const children = node.children.filter((child) => child !== null);
  const inner = `${indent}  `;
  const elements = children.filter((child) => typeof child !== "string");
  if (elements.length === 0 || elements.length < children.length) return indent + written(node, markup(children));
  return indent + written(node, `\n${elements.map((child) => indented(child, inner)).join("\n")}\n${indent}`);
}

function written({ name, attributes }: XmlNode, content: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  return content === "" ? `<${name}${pairs.join("")}/>` : `<${name}${pairs.join("")}>${content}</${name}>`;
}

// What XML 1.0 §2.2 has no place for, not even as a reference; people paste such characters into reasons.
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const references: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;" };

function escapeText(text: string): string {
  return text.replace(impossible, "\uFFFD").replace(/[&<>\r]/g, (character) => references[character] ?? character);
}

function escapeAttribute(text: string): string {
  return text.replace(impossible, "\uFFFD").replace(/[&<>"'\r\n\t]/g, (character) => references[character] ?? character);
}
