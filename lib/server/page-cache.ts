import type { IncomingMessage, ServerResponse } from "node:http";
import { AnswerStore } from "./answer-store.ts";
import { buildOf, keyOf, kindOf, type Kind } from "./cacheable.ts";
import { CapturedResponse } from "./captured-response.ts";
import { encode, encodingFor, keep, type KeptAnswer } from "./kept-answer.ts";

export type PageCacheOptions = {
  /** Makes an answer: Next. */
  render: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
  /** Whether a build is finished or unknown; the page of a running one changes with every line of its log and is not kept. */
  isSettled: (image: string, version: string) => Promise<boolean>;
  now?: () => number;
};

const mebibyte = 1024 * 1024;
// News of the catalog empties the store at once; the limit only keeps "3 minutes ago" honest, and helps when news is lost.
const longestMs: Record<Kind, number> = { asset: Infinity, page: 60_000, live: 3_000 };
// So much longer a page is still sent, to the one visitor for whom it would have been made anew; the next gets the new one.
const graceMs: Record<Kind, number> = { asset: 0, page: 600_000, live: 0 };
const anonymousRequest = ["accept-encoding", "cookie", "if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range", "content-security-policy"];

/**
 * Keeps whole answers for everybody and sends them with a strong entity tag, compressed, under a policy that fits their
 * bytes. Requests for the same thing at the same time are rendered once; nobody waits for a page that has merely grown old. An answer whose rendering began before the
 * catalog changed is sent to those who waited for it, but never kept.
 */
export class PageCache {
  readonly #options: Required<PageCacheOptions>;
  readonly #assets = new AnswerStore(48 * mebibyte);
  readonly #pages = new AnswerStore(96 * mebibyte);
  readonly #underway = new Map<string, Promise<KeptAnswer>>();
  #generation = 0;

  constructor(options: PageCacheOptions) {
    this.#options = { now: Date.now, ...options };
  }

  /** Forgets every page: the catalog has changed. */
  clear(): void {
    this.#generation += 1;
    this.#underway.clear();
    this.#pages.clear();
  }

  /** Answers a request whose answer is the same for everybody; resolves to false, untouched, for all others. */
  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const kind = kindOf(request, path);
    const key = kind && keyOf(request);
    if (!kind || !key) return false;
    const store = kind === "asset" ? this.#assets : this.#pages;
    const known = store.get(key);
    const age = known ? this.#options.now() - known.keptAt : Infinity;
    if (known && age < longestMs[kind] + graceMs[kind]) {
      await send(request, response, known, kind, true);
      if (age >= longestMs[kind]) await this.#renderOnce(request, key, store).catch(() => undefined);
      return true;
    }
    const build = buildOf(path);
    if (build && !(await this.#options.isSettled(build.image, build.version))) return false;
    await send(request, response, await this.#renderOnce(request, key, store), kind, false);
    return true;
  }

  #renderOnce(request: IncomingMessage, key: string, store: AnswerStore): Promise<KeptAnswer> {
    const underway = this.#underway.get(key);
    if (underway) return underway;
    const generation = this.#generation;
    const rendering = this.#render(request)
      .then((answer) => {
        const isKept = answer.status === 200 || (answer.status === 404 && store === this.#pages);
        if (isKept && (generation === this.#generation || store === this.#assets)) store.put(key, answer);
        return answer;
      })
      .finally(() => {
        if (this.#underway.get(key) === rendering) this.#underway.delete(key);
      });
    this.#underway.set(key, rendering);
    return rendering;
  }

  async #render(request: IncomingMessage): Promise<KeptAnswer> {
    for (const name of anonymousRequest) delete request.headers[name];
    request.method = "GET";
    const response = new CapturedResponse(request);
    const finished = new Promise((resolve) => response.once("finish", resolve));
    await this.#options.render(request, response);
    await finished;
    return keep(response.statusCode, response.getHeaders(), response.captured, this.#options.now());
  }
}

async function send(request: IncomingMessage, response: ServerResponse, answer: KeptAnswer, kind: Kind, isHit: boolean): Promise<void> {
  const encoding = encodingFor(clientHeader(request, "accept-encoding"), answer);
  const etag = encoding ? answer.etag.replace(/"$/, `-${encoding}"`) : answer.etag;
  const headers = {
    ...answer.headers,
    "cache-control": kind === "asset" && answer.status === 200 ? answer.headers["cache-control"] : "no-cache",
    vary: [...new Set([answer.headers["vary"] ?? [], "Accept-Encoding"].flat().flatMap((value) => value.split(/\s*,\s*/)))].join(", "),
    "content-security-policy": answer.policy,
    "server-timing": `cache;desc=${isHit ? "hit" : "miss"}`,
    etag,
  };
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  if (answer.status === 200 && isKnown(request, etag, answer.headers["last-modified"])) {
    response.writeHead(304).end();
    return;
  }
  const body = encoding ? await encode(answer, encoding) : answer.body;
  if (encoding) response.setHeader("content-encoding", encoding);
  response.writeHead(answer.status, { "content-length": body.length });
  // The method was set to GET for Next; Node itself knows that the client asked with HEAD and drops the body.
  response.end(body);
}

// The parsed headers were made anonymous for the renderer; what the client sent is still there as it came.
function clientHeader({ rawHeaders }: IncomingMessage, wanted: string): string | undefined {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === wanted);
  return at === -1 ? undefined : rawHeaders[at + 1];
}

/** Whether the client has the answer already: by its tag, or, where it names none, by the time of the last change (RFC 9110 §13.2.2). */
function isKnown(request: IncomingMessage, etag: string, lastModified: string | string[] | undefined): boolean {
  const tags = clientHeader(request, "if-none-match");
  if (tags !== undefined) return listsTag(tags, etag);
  const since = Date.parse(clientHeader(request, "if-modified-since") ?? "");
  return typeof lastModified === "string" && Date.parse(lastModified) <= since;
}

// Weak comparison, as RFC 9110 §13.1.2 demands it here.
function listsTag(list: string, etag: string): boolean {
  return list.trim() === "*" || list.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
