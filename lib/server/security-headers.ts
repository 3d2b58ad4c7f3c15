import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { localeHeader, pathHeader, splitLocale } from "#lib/locales.ts";

const common = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "img-src 'self' data:"];
const machinePath = /^\/(_next\/|api\/(?!auth\/)|streams\/|feeds\/|virt-builder\/|\.well-known\/|keys(\.asc$|\/.*\.asc$)|metrics$)|\.(css|js|svg|ico|png|webmanifest|txt)$/;

/**
 * The Content-Security-Policy of pages (CSP Level 3): only scripts that carry this response's nonce, and what those load.
 * WebAssembly may be compiled, because the signature check in the browser hashes with it.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self'",
    ...common,
  ].join("; ");
}

/**
 * The policy of a page that is kept and sent again and again: instead of a nonce it names the hashes of the page's own inline
 * scripts (CSP Level 3 §6.7.2.3), so the same bytes can go to everybody. Other scripts come from files of this origin alone.
 */
export function hashedPolicy(inlineScripts: string[]): string {
  const hashes = new Set(inlineScripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`));
  return ["default-src 'self'", ["script-src 'self'", ...hashes, "'wasm-unsafe-eval'"].join(" "), "style-src 'self'", "worker-src 'self'", ...common].join("; ");
}

/** The policy of what is no page. A worker is governed by the policy of its own script's answer, so scripts get one without a nonce. */
export const filePolicy = ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", ...common].join("; ");

// Next trusts these when they come from its own parts; from a client they are an attempt (such as to skip a middleware).
const internalHeader = /^(content-security-policy(-report-only)?|x-nonce|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-route-matches|x-prerender-revalidate.*|x-action-.*|x-portal-.*)$/;

/** Removes headers that only our own parts may set, and forwarding headers that do not agree with the public address. */
export function stripInternalHeaders(request: IncomingMessage, publicUrl: URL): void {
  for (const name of Object.keys(request.headers)) {
    if (internalHeader.test(name)) delete request.headers[name];
  }
  if (request.headers["x-forwarded-host"] !== publicUrl.host) delete request.headers["x-forwarded-host"];
  if (request.headers["x-forwarded-proto"] !== publicUrl.protocol.slice(0, -1)) delete request.headers["x-forwarded-proto"];
}

/** Tells the pages their language and address, which they cannot see themselves once Next has taken the language away. */
export function tellPage(request: IncomingMessage, path: string, query: string): void {
  const page = splitLocale(path);
  request.headers[localeHeader] = page.locale;
  const shown = new URLSearchParams(query);
  shown.delete("_rsc");
  request.headers[pathHeader] = `${page.path}${shown.size > 0 ? `?${shown}` : ""}`;
}

/** Sets the headers that every answer carries. `Strict-Transport-Security` only where the public address is https. */
export function setCommonHeaders(response: ServerResponse, publicUrl: URL): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (publicUrl.protocol === "https:") response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

/**
 * Sets the policy of an answer that Next will give. For pages the policy also goes into the *request*, where Next looks for
 * the nonce that it puts on its own scripts.
 */
export function setContentPolicy(request: IncomingMessage, response: ServerResponse, path: string): void {
  if (machinePath.test(path)) {
    response.setHeader("Content-Security-Policy", filePolicy);
    return;
  }
  const policy = pagePolicy(randomBytes(16).toString("base64"));
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
}
