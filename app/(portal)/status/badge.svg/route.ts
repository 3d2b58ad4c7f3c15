import { badge } from "#lib/registrations/status/badge.ts";
import { readStatus } from "#lib/registrations/status/data.ts";

export const dynamic = "force-dynamic";

/** The state of all promises as a small picture for other people's pages. */
export async function GET(): Promise<Response> {
  const { state, open } = await readStatus();
  const svg = badge(state, open);
  return new Response(svg, { headers: { "content-type": "image/svg+xml; charset=utf-8", "cache-control": "public, max-age=60" } });
}
