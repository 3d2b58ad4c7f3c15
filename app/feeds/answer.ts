import { readEnv } from "#lib/env.ts";
import { atomDocument, atomType } from "#lib/feeds/atom.ts";
import { readFeed } from "#lib/feeds/data.ts";
import { feedQuerySchema, type Feed } from "#lib/feeds/schema.ts";

// Readers in other people's pages may fetch feeds too: there is nothing in them that is not public.
const open = { "access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Last-Modified" };

/** A feed as Atom; 404 for an image that never was, 400 for a page that cannot be. The front adds the entity tag and answers 304. */
export async function feedAnswer(feed: Feed, request: Request): Promise<Response> {
  const query = feedQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return plain(400, "`before` is no page of this feed: follow its links, or leave it out.\n");
  const found = await readFeed(feed, query.data, readEnv().PUBLIC_URL);
  if (!found) return missing();
  return new Response(atomDocument(found), { headers: { ...open, "content-type": `${atomType}; charset=utf-8`, "last-modified": found.updated.toUTCString() } });
}

/** There is no such feed. */
export function missing(): Response {
  return plain(404, "There is no such feed. There are /feeds/all.atom, /feeds/security.atom, /feeds/channels/latest.atom, /feeds/channels/prev.atom, and /feeds/images/NAME.atom for every image of /api/v1/images.\n");
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...open, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
}
