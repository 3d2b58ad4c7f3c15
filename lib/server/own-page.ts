import type { IncomingMessage } from "node:http";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that could change something comes from a page of this portal, or from no page at all. Browsers name the
 * page's site in `Origin` with every POST (Fetch Standard §3.2), and in `Sec-Fetch-Site` where they can (Fetch Metadata §2.2); a page
 * of another site can neither set nor leave out both of them. `Origin` must name the host that was asked, or that of the public
 * address, under which a proxy may have been asked. Who names neither is no browser, and nobody's cookies come with it unasked.
 * The API for machines is left out: it takes no cookies, so that no other site can make a browser speak for anybody.
 */
export function isFromOwnPage({ method = "GET", headers }: Pick<IncomingMessage, "method" | "headers">, path: string, publicUrl: URL): boolean {
  if (harmless.has(method) || path.startsWith("/api/v1/")) return true;
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin === undefined) return true;
  // A page whose policy hides its address names no origin; the browser's own word on the site is as good.
  if (origin === "null") return site === "same-origin";
  const host = URL.parse(origin)?.host;
  return host !== undefined && host !== "" && (host === headers.host || host === publicUrl.host);
}
