import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "#lib/errors.ts";
import { codeOfStatus, GlanceError } from "./errors.ts";

/**
 * How patient a connection is; the defaults suit a cloud, tests are less patient. `storeMs` is how long a cloud may need to
 * store one image that it has got whole, or to fetch and store one by itself.
 */
export type Patience = { timeoutMs: number; storeMs: number; attempts: number; firstPauseMs: number };

export const patience: Patience = { timeoutMs: 30_000, storeMs: 30 * 60_000, attempts: 5, firstPauseMs: 250 };

export type Call = {
  /** What is being done, for messages: `show image 1234`. */
  title: string;
  url: string;
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  headers?: Record<string, string>;
  body?: () => Promise<BodyInit>;
  /** May it be done again when nobody knows whether it was done? */
  canRepeat: boolean;
  /** Statuses that the caller looks at by itself, beside those of success. */
  expected?: number[];
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
};

/**
 * One request, repeated with doubled pauses while the other side is away, failing or too busy. An answer that is neither
 * success nor expected becomes a `GlanceError`; its message holds what the other side said, and nothing of the request.
 */
export async function send(call: Call, { timeoutMs, attempts, firstPauseMs }: Patience): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(call, call.timeoutMs ?? timeoutMs);
    if (outcome instanceof Response) return outcome;
    // 503 and 429 say that nothing was done; anything else leaves that open.
    const isRepeatable = outcome.error.code === "unavailable" || outcome.error.code === "timeout";
    const mayRepeat = isRepeatable && (call.canRepeat || outcome.wasNotDone);
    if (!mayRepeat || attempt >= attempts || call.signal?.aborted) throw outcome.error;
    await sleep(firstPauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), undefined, { signal: call.signal }).catch(() => undefined);
  }
}

type Failed = { error: GlanceError; wasNotDone: boolean };

async function once({ title, url, method, headers, body, expected = [], signal }: Call, timeoutMs: number): Promise<Response | Failed> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const init: RequestInit & { duplex?: "half" } = { method, redirect: "error", signal: signal ? AbortSignal.any([signal, timeout]) : timeout };
    if (headers) init.headers = headers;
    if (body) Object.assign(init, { body: await body(), duplex: "half" });
    const response = await fetch(url, init);
    if (response.ok || expected.includes(response.status)) {
      // The body may break off as well: read it here, where a lost connection is still repeated.
      return new Response(response.status === 204 ? null : await response.arrayBuffer(), { status: response.status, headers: response.headers });
    }
    const said = await sentenceOf(response);
    const message = `${title}: the cloud answered ${response.status}${said ? `, “${said}”` : ""}.`;
    return { error: new GlanceError(codeOfStatus(response.status), message), wasNotDone: response.status === 503 || response.status === 429 };
  } catch (error) {
    if (error instanceof GlanceError) return { error, wasNotDone: false };
    if (signal?.aborted) return { error: new GlanceError("aborted", `${title}: stopped.`), wasNotDone: false };
    if (timeout.aborted) return { error: new GlanceError("timeout", `${title}: no answer within ${timeoutMs / 1000} s.`), wasNotDone: false };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const isRefused = (cause as NodeJS.ErrnoException).code === "ECONNREFUSED";
    return { error: new GlanceError("unavailable", `${title}: the connection failed (${messageOf(cause)}).`), wasNotDone: isRefused };
  }
}

/** What an OpenStack service says of an error: JSON of Keystone, or a small page of Glance; cut to a sentence. */
async function sentenceOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  const said = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.replace(/<title>.*?<\/title>/s, "").replaceAll(/<[^>]*>/g, " ");
  return said.replaceAll(/\s+/g, " ").trim().slice(0, 300);
}
