import type { IncomingMessage } from "node:http";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that could change something comes from a page of this portal. Browsers name the page's site in `Origin`
 * with every POST (Fetch Standard §3.2), and in `Sec-Fetch-Site` where they can (Fetch Metadata §2.2); a page of another site can set
 * neither. `Origin` must name the host that was asked, or that of the public address, under which a proxy may have been asked.
 * The API for machines is left out: it takes no cookies, so that no other site can make a browser speak for anybody.
 */
export function isFromOwnPage({ method = "GET", headers }: Pick<IncomingMessage, "method" | "headers">, path: string, publicUrl: URL): boolean {
  if (harmless.has(method) || path.startsWith("/api/v1/")) return true;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const host = URL.parse(headers.origin ?? "")?.host;
  return host !== undefined && host !== "" && (host === headers.host || host === publicUrl.host);
}
