/** An element of a small XML document: attributes, child elements, and the text directly inside it. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gy;
const openTag = /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const closeTag = /<\/([A-Za-z_][\w.:-]*)\s*>/y;
const comment = /<!--(?:(?!--)[\s\S])*-->/y;
const declaration = /^\uFEFF?<\?xml[^?]*\?>/;
const maxDepth = 16;

/**
 * Reads an XML 1.0 document where no parser is at hand: workers and Node have none. It knows elements, attributes, text,
 * comments and the five named and the numbered entities; a document type, which could redefine what is read, CDATA and
 * processing instructions are refused. Throws `SyntaxError`.
 */
export function parseXml(source: string): XmlElement {
  const start = declaration.exec(source)?.[0].length ?? 0;
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open: XmlElement[] = [root];
  let position = start;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = position;
    const found = pattern.exec(source);
    if (found) position = pattern.lastIndex;
    return found;
  };
  while (position < source.length) {
    const parent = open.at(-1) ?? root;
    if (source[position] !== "<") {
      const end = source.indexOf("<", position);
      parent.text += decode(source.slice(position, end === -1 ? source.length : end));
      position = end === -1 ? source.length : end;
      continue;
    }
    if (match(comment)) continue;
    const closing = match(closeTag);
    if (closing) {
      if (open.length === 1 || parent.name !== closing[1]) throw new SyntaxError(`</${closing[1]}> closes nothing`);
      open.pop();
      continue;
    }
    const opening = match(openTag);
    if (!opening) throw new SyntaxError(`no element at character ${position}`);
    const element: XmlElement = { name: opening[1] ?? "", attributes: attributesOf(opening[2] ?? ""), children: [], text: "" };
    parent.children.push(element);
    if (opening[3] === "/") continue;
    open.push(element);
    if (open.length > maxDepth) throw new SyntaxError("nested too deeply");
  }
  const [document, ...others] = root.children;
  if (open.length > 1 || !document || others.length > 0 || root.text.trim() !== "") throw new SyntaxError("not one whole document");
  return document;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", double, single] of text.matchAll(attribute)) {
    if (Object.hasOwn(attributes, name)) throw new SyntaxError(`the attribute ${name} stands twice`);
    attributes[name] = decode(double ?? single ?? "");
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&([^;&]*)(;?)/g, (whole, name: string, end: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    const character = code ? numbered(code[1] ? parseInt(code[1], 16) : Number(code[2])) : entities[name];
    if (character === undefined || end === "") throw new SyntaxError(`"${whole}" is no entity`);
    return character;
  });
}

function numbered(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
