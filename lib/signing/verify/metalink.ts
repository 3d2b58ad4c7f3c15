import { VerifyError } from "./errors.ts";
import { parseXml, trimmed, type XmlElement } from "./xml.ts";

/** What a Metalink says of one file. Only worth something once the Metalink's own signature is checked. */
export type PieceList = {
  fileName: string;
  sizeBytes: number;
  /** Length of each piece but the last, which may be shorter. */
  pieceBytes: number;
  /** SHA-256 of each piece, lower-case hexadecimal. */
  pieces: string[];
  /** The detached signature of the file, armored, where the Metalink carries it. */
  signature: string | null;
  /** What the list says of a withdrawal of its build; null when it was made before, or there was none. */
  revocation: SignedRevocation | null;
};

/** A withdrawal as the portal signed it. */
export type SignedRevocation = { explanation: string; replacementVersion: string | null };

const revocationNamespace = "urn:imagefactory:revocation:1";
const namespace = "urn:ietf:params:xml:ns:metalink";
const maxDocumentBytes = 64 * 1024 * 1024;
// Pieces are held in memory; far smaller ones would make the list larger than it is worth.
const minPieceBytes = 16 * 1024;
const maxPieceBytes = 64 * 1024 * 1024;

/** Reads the list of pieces in a Metalink 4 document (RFC 5854) with one file. Throws `VerifyError` `unreadable-piece-list`. */
export function readPieceList(document: Uint8Array): PieceList {
  if (document.length > maxDocumentBytes) throw refusal(`a document of ${document.length} bytes`);
  let root: XmlElement;
  try {
    root = parseXml(new TextDecoder("utf-8", { fatal: true }).decode(document));
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
  if (root.name !== "metalink" || root.namespace !== namespace) throw refusal("not a Metalink 4 document");
  const file = only(root, "file");
  const list = only(file, "pieces");
  if (list.attributes["type"] !== "sha-256") throw refusal(`pieces of type ${list.attributes["type"]}`);
  const pieceBytes = number(list.attributes["length"] ?? "");
  const sizeBytes = number(textOf(only(file, "size")));
  if (pieceBytes < minPieceBytes || pieceBytes > maxPieceBytes) throw refusal(`pieces of ${pieceBytes} bytes`);
  const pieces = childrenOf(list, "hash").map((hash) => textOf(hash).toLowerCase());
  if (!pieces.every((piece) => /^[0-9a-f]{64}$/.test(piece))) throw refusal("a hash that is no SHA-256");
  if (pieces.length !== Math.ceil(sizeBytes / pieceBytes)) throw refusal(`${pieces.length} pieces of ${pieceBytes} bytes for a file of ${sizeBytes}`);
  return { fileName: file.attributes["name"] ?? "", sizeBytes, pieceBytes, pieces, signature: signatureOf(file), revocation: revocationOf(file) };
}

function signatureOf(file: XmlElement): string | null {
  const found = childrenOf(file, "signature").find(({ attributes }) => attributes["mediatype"] === "application/pgp-signature");
  return found ? `${textOf(found)}\n` : null;
}

function revocationOf(file: XmlElement): SignedRevocation | null {
  const found = childrenOf(file, "revocation", revocationNamespace)[0];
  if (!found) return null;
  const [explanation] = childrenOf(found, "explanation", revocationNamespace);
  const [replacement] = childrenOf(found, "replacement", revocationNamespace);
  return { explanation: (explanation && textOf(explanation)) || (found.attributes["reason"] ?? ""), replacementVersion: replacement?.attributes["version"] ?? null };
}

/** An element of the same name in another namespace is another element. */
function childrenOf({ children }: XmlElement, name: string, of = namespace): XmlElement[] {
  return children.filter((child) => child.name === name && child.namespace === of);
}

/** The text of an element that holds nothing else: of several texts around a child, parsers give different ones. */
function textOf({ name, children, text }: XmlElement): string {
  if (children.length > 0) throw refusal(`<${name}> holds elements`);
  return trimmed(text);
}

function only(parent: XmlElement, name: string): XmlElement {
  const [element, ...others] = childrenOf(parent, name);
  if (!element || others.length > 0) throw refusal(`<${parent.name}> needs one <${name}>`);
  return element;
}

function number(text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw refusal(`"${text}" is no number of bytes`);
  return value;
}

function refusal(problem: string): VerifyError {
  return new VerifyError("unreadable-piece-list", `the list of pieces: ${problem}`);
}
