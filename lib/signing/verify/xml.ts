/** An element of a small XML document: its namespace, attributes, child elements, and the text directly inside it. */
export type XmlElement = { name: string; namespace: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const entities = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"]]);
// White space is what XML 1.0 says it is (§2.3): JavaScript's \s knows many more characters.
const attribute = /[ \t\n]+((?:xml:)?[A-Za-z_][\w.-]*)[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/gy;
const openTag = /<([A-Za-z_][\w.-]*)((?:[ \t\n]+(?:xml:)?[A-Za-z_][\w.-]*[ \t\n]*=[ \t\n]*(?:"[^"<]*"|'[^'<]*'))*)[ \t\n]*(\/?)>/y;
const closeTag = /<\/([A-Za-z_][\w.-]*)[ \t\n]*>/y;
const comment = /<!--(?:(?!--)[\s\S])*-->/y;
const declaration = /^<\?xml[ \t\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding=(?:"utf-8"|'utf-8'))?(?:[ \t\n]+standalone=(?:"yes"|"no"|'yes'|'no'))?[ \t\n]*\?>/i;
/** Characters that no XML 1.0 document has (§2.2). */
const noCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const maxDepth = 16;

/**
 * Reads an XML 1.0 document where no parser is at hand: workers and Node have none. It knows elements, attributes, text,
 * comments and the five named and the numbered entities; a document type, which could redefine what is read, CDATA,
 * processing instructions and names with a prefix are refused. Whatever it reads, any other parser reads the same.
 * Throws `SyntaxError`.
 */
export function parseXml(text: string): XmlElement {
  if (noCharacter.test(text)) throw new SyntaxError("a character that XML does not have");
  // Line ends are one character to every parser (§2.11).
  const source = text.replace(/\r\n?/g, "\n");
  const start = declaration.exec(source)?.[0].length ?? 0;
  const root: XmlElement = { name: "", namespace: "", attributes: {}, children: [], text: "" };
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
      const piece = source.slice(position, end === -1 ? source.length : end);
      if (piece.includes("]]>")) throw new SyntaxError("]]> in a text");
      parent.text += decode(piece);
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
    const attributes = attributesOf(opening[2] ?? "");
    const element: XmlElement = { name: opening[1] ?? "", namespace: attributes["xmlns"] ?? parent.namespace, attributes, children: [], text: "" };
    parent.children.push(element);
    if (opening[3] === "/") continue;
    open.push(element);
    if (open.length > maxDepth) throw new SyntaxError("nested too deeply");
  }
  const [document, ...others] = root.children;
  if (open.length > 1 || !document || others.length > 0 || trimmed(root.text) !== "") throw new SyntaxError("not one whole document");
  return document;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name = "", double, single] of text.matchAll(attribute)) {
    if (Object.hasOwn(attributes, name)) throw new SyntaxError(`the attribute ${name} stands twice`);
    // White space in the source is a blank (§3.3.3).
    attributes[name] = decode((double ?? single ?? "").replace(/[\t\n]/g, " "));
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&([^;&]*)(;?)/g, (whole, name: string, end: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    const character = code ? numbered(code[1] ? parseInt(code[1], 16) : Number(code[2])) : entities.get(name);
    if (character === undefined || end === "") throw new SyntaxError(`"${whole}" is no entity`);
    return character;
  });
}

function numbered(code: number): string | undefined {
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  return character === undefined || noCharacter.test(character) ? undefined : character;
}

/** A text without XML's white space around it. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}
