import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { filePolicy, hashedPolicy } from "./security-headers.ts";

export type Encoding = "br" | "gzip";

/** A whole answer, ready to be sent again and again. */
export type KeptAnswer = {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
  etag: string;
  policy: string;
  /** Compressed bodies, each made when the first client asks for it. */
  encoded: Map<Encoding, Promise<Buffer>>;
  keptAt: number;
};

const hopHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date", "etag", "set-cookie", "content-security-policy"]);
const compressible = /^(text\/|application\/(json|javascript|xml|.*\+xml|.*\+json|manifest)|image\/svg)/;

/** Makes an answer of what Next gave. A page's policy names the hashes of its own inline scripts and allows no other. */
export function keep(status: number, headers: Record<string, unknown>, body: Buffer, now: number): KeptAnswer {
  const kept = Object.entries(headers).filter((entry): entry is [string, string | string[]] => !hopHeaders.has(entry[0].toLowerCase()) && entry[1] !== undefined);
  const type = String(headers["content-type"] ?? "");
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, typeof value === "number" ? String(value) : value])),
    body,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    policy: type.startsWith("text/html") ? hashedPolicy(inlineScripts(body.toString("utf8"))) : filePolicy,
    encoded: new Map(),
    keptAt: now,
  };
}

/** The texts between the tags of scripts that have no `src`; React writes no `<` inside of them. */
function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script((?:\s[^>]*)?)>([^]*?)<\/script>/g)].filter(([, attributes = ""]) => !/\ssrc=/.test(attributes)).map(([, , text = ""]) => text);
}

/** The best encoding that both sides know, or null to send the body as it is (RFC 9110 §12.5.3). */
export function encodingFor(accept: string | undefined, answer: KeptAnswer): Encoding | null {
  if (!accept || answer.body.length < 1_024 || !compressible.test(String(answer.headers["content-type"] ?? ""))) return null;
  const refused = new Set<string>();
  const wanted = new Set<string>();
  for (const part of accept.split(",")) {
    const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
    (parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter)) ? refused : wanted).add(name.trim());
  }
  const knows = (name: Encoding) => wanted.has(name) || (wanted.has("*") && !refused.has(name));
  return knows("br") ? "br" : knows("gzip") ? "gzip" : null;
}

/**
 * The body in `encoding`, compressed once: quickly for the client that waits. What never changes is then compressed a second
 * time as well as Brotli can, a tenth smaller and a hundred times slower, for all who come later.
 */
export function encode(answer: KeptAnswer, encoding: Encoding): Promise<Buffer> {
  const known = answer.encoded.get(encoding);
  if (known) return known;
  const made = encoding === "br" ? brotli(answer.body, 5) : promisify(gzip)(answer.body, { level: 6 });
  answer.encoded.set(encoding, made);
  if (encoding === "br" && isImmutable(answer)) void made.then(() => brotli(answer.body, 11)).then((best) => answer.encoded.set("br", Promise.resolve(best)));
  return made;
}

function brotli(body: Buffer, quality: number): Promise<Buffer> {
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length, [constants.BROTLI_PARAM_QUALITY]: quality } });
}

function isImmutable({ headers }: KeptAnswer): boolean {
  return String(headers["cache-control"] ?? "").includes("immutable");
}
