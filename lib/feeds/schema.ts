import { z } from "zod";
import type { XmlNode } from "#lib/xml.ts";

/** A feed of the portal: `/feeds/all.atom`, `/feeds/images/NAME.atom`, `/feeds/channels/latest.atom`, `/feeds/security.atom`. */
export type Feed = { kind: "all" } | { kind: "image"; image: string } | { kind: "channel"; channel: "latest" | "prev" } | { kind: "security" };

/** The path of a feed. */
export function feedPath(feed: Feed): string {
  if (feed.kind === "image") return `/feeds/images/${encodeURIComponent(feed.image)}.atom`;
  return feed.kind === "channel" ? `/feeds/channels/${feed.channel}.atom` : `/feeds/${feed.kind}.atom`;
}

/** Where a page of a feed begins: behind this event, as time, rank and id tell it. */
export type Cursor = { at: Date; rank: number; key: string };

const cursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~\d~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text, context): Cursor => {
    const [time = "", rank = "", key = ""] = text.split("~");
    const at = new Date(time);
    if (Number.isNaN(at.getTime())) context.addIssue("no time");
    return { at, rank: Number(rank), key };
  });

/** `?before=…`, as the link to the next page says it. */
export const feedQuerySchema = z.object({ before: cursor.optional() });

/** A link of a feed or an entry; `rel` is a registered relation (RFC 8288 §4.2). */
export type FeedLink = { rel: "self" | "alternate" | "related" | "enclosure" | "describedby" | "successor-version" | "first" | "next"; href: string; type: string; title?: string; length?: number };

/** One entry of a feed (RFC 4287 §4.1.2). Its id and `published` never change, `updated` does when what it says does. */
export type FeedEntry = {
  /** A UUID. */
  id: string;
  title: string;
  published: Date;
  updated: Date;
  /** A person or a token; null for the factory itself. */
  author: string | null;
  categories: string[];
  links: FeedLink[];
  /** HTML, as elements. */
  content: XmlNode[];
};

/** A page of a feed. */
export type FeedPage = {
  /** A UUID that follows from the address. */
  id: string;
  title: string;
  subtitle: string;
  /** When its newest change happened. */
  updated: Date;
  /** Of this portal, without a slash at its end. */
  publicUrl: string;
  links: FeedLink[];
  entries: FeedEntry[];
};
