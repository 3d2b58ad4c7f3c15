import { fileURLToPath } from "node:url";
import { runProcess } from "#lib/process.ts";

type ReadLink = { rel: string; href: string; type: string; title: string | null; length: string | null };
type ReadEntry = { id: string; title: string; published: string; updated: string; author: string | null; categories: string[]; links: ReadLink[]; content: string };
export type ReadFeed = { id: string; title: string; updated: string; author: string; links: ReadLink[]; entries: ReadEntry[] };

// libxml2 through Debian's python3-lxml.
const program = `
import json, sys
from lxml import etree
document = etree.fromstring(sys.stdin.buffer.read())
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
schema.assertValid(document)
ns = {"a": "http://www.w3.org/2005/Atom"}
text = lambda node, path: (node.findtext(path, namespaces=ns))
links = lambda node: [{name: link.get(name) for name in ("rel", "href", "type", "title", "length")} for link in node.findall("a:link", ns)]
entries = [{"id": text(e, "a:id"), "title": text(e, "a:title"), "published": text(e, "a:published"), "updated": text(e, "a:updated"), "author": text(e, "a:author/a:name"),
  "categories": [c.get("term") for c in e.findall("a:category", ns)], "links": links(e), "content": text(e, "a:content")} for e in document.findall("a:entry", ns)]
json.dump({"id": text(document, "a:id"), "title": text(document, "a:title"), "updated": text(document, "a:updated"), "author": text(document, "a:author/a:name"), "links": links(document), "entries": entries}, sys.stdout)
`;

/**
 * A feed as libxml2 reads it, once it has found it valid by the schema of RFC 4287; then what a schema cannot say (§4.1.1
 * and §4.1.2): no id twice, and one alternate of each type. Throws otherwise.
 */
export async function readAtom(document: string): Promise<ReadFeed> {
  const schema = fileURLToPath(new URL("atom.rng", import.meta.url));
  const { stdout } = await runProcess({ command: "/usr/bin/python3", args: ["-c", program, schema], input: document, timeoutMs: 30_000 });
  const feed = JSON.parse(stdout) as ReadFeed;
  const once = (values: string[], what: string) => {
    if (new Set(values).size < values.length) throw new Error(`${what} stands twice: ${values.join(", ")}`);
  };
  once(feed.entries.map(({ id }) => id), "an id");
  for (const { links } of [feed, ...feed.entries]) once(links.filter(({ rel }) => rel === "alternate").map(({ type }) => type), "an alternate");
  return feed;
}
