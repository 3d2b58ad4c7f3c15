import { element, markup, xmlDocument, type XmlNode } from "#lib/xml.ts";
import type { FeedEntry, FeedLink, FeedPage } from "./schema.ts";

/** The media type of a feed (RFC 4287 §7). */
export const atomType = "application/atom+xml";

const generator = "Image Factory";

/** A page of a feed as an Atom document (RFC 4287), with the links of a paged feed (RFC 5005 §3). */
export function atomDocument({ id, title, subtitle, updated, publicUrl, links, entries }: FeedPage): string {
  return xmlDocument(
    element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "en" },
      element("id", {}, `urn:uuid:${id}`),
      element("title", {}, title),
      element("subtitle", {}, subtitle),
      element("updated", {}, updated.toISOString()),
      element("author", {}, element("name", {}, generator), element("uri", {}, `${publicUrl}/`)),
      element("generator", { uri: `${publicUrl}/` }, generator),
      element("icon", {}, `${publicUrl}/icon.svg`),
      ...links.map(linkElement),
      ...entries.map(entryElement),
    ),
  );
}

function entryElement({ id, title, published, updated, author, categories, links, content }: FeedEntry): XmlNode {
  return element(
    "entry",
    {},
    element("id", {}, `urn:uuid:${id}`),
    element("title", {}, title),
    element("published", {}, published.toISOString()),
    element("updated", {}, updated.toISOString()),
    author === null ? null : element("author", {}, element("name", {}, author)),
    ...links.map(linkElement),
    ...[...new Set(categories)].map((term) => element("category", { term })),
    element("content", { type: "html" }, markup(content)),
  );
}

function linkElement({ rel, href, type, title, length }: FeedLink): XmlNode {
  return element("link", { rel, href, type, ...(title === undefined ? {} : { title }), ...(length === undefined ? {} : { length }) });
}
