import type { Cursor, Feed } from "./schema.ts";

/** A cursor as `?before=` takes it. */
export function formatCursor({ at, rank, key }: Cursor): string {
  return `${at.toISOString()}~${rank}~${key}`;
}

/** The feeds that a page announces to whoever reads it: of an image its own, else all, and always the one about security. */
export function feedsOfPage(path: string): Feed[] {
  const [, image] = /^\/images\/([^/?#]+)/.exec(path) ?? [];
  return [image === undefined ? { kind: "all" } : { kind: "image", image: decodeURIComponent(image) }, { kind: "security" }];
}

/** The channels that an act moves, and whether it withdraws a build. */
export type Touch = { image: string; movesLatest: boolean; movesPrev: boolean; revokes: boolean };

/** The feeds that get an entry by an act. */
export function feedsTouched({ image, movesLatest, movesPrev, revokes }: Touch): Feed[] {
  return [
    { kind: "all" },
    { kind: "image", image },
    ...(movesLatest ? [{ kind: "channel", channel: "latest" } as const] : []),
    ...(movesPrev ? [{ kind: "channel", channel: "prev" } as const] : []),
    ...(revokes ? [{ kind: "security" } as const] : []),
  ];
}

/** What a feed is called, and what is in it. */
export function feedTitle(feed: Feed): { title: string; subtitle: string } {
  if (feed.kind === "image") return { title: `${feed.image} · Image Factory`, subtitle: `Builds, promotions, roll-backs and revocations of ${feed.image}.` };
  if (feed.kind === "channel") return { title: `What is ${feed.channel} · Image Factory`, subtitle: `Every build that becomes ${feed.channel} of its image, and every one that is revoked while it is.` };
  return feed.kind === "all"
    ? { title: "All news · Image Factory", subtitle: "Published builds, promotions, roll-backs and revocations of all images." }
    : { title: "Security · Image Factory", subtitle: "Revocations, builds because of security updates, and known issues that were opened or resolved." };
}

/** The page that shows the same to people. */
export function pageBehind(feed: Feed): string {
  if (feed.kind === "image") return `/images/${encodeURIComponent(feed.image)}`;
  return { all: "/", channel: "/images", security: "/docs/known-issues" }[feed.kind];
}
