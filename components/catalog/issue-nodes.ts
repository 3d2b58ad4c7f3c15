import Markdown from "react-markdown";

/** A piece of a text of the catalog: words, or an element with its pieces. Plain data, so that answers of actions can carry it. */
export type TextNode = string | { tag: TextTag; href?: string; children: TextNode[] };
export const textTags = ["p", "ul", "ol", "li", "strong", "em", "code", "pre", "a", "br", "blockquote"] as const;
export type TextTag = (typeof textTags)[number];

type HastNode = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: HastNode[] };

/**
 * Reads the Markdown of a known issue (CommonMark). Of its elements only those of a plain text remain; of the others (headings,
 * images, HTML) the words. Addresses that are no web or mail address are dropped by react-markdown.
 */
export function readTextNodes(markdown: string): TextNode[] {
  const found: { root?: HastNode } = {};
  const keep = () => (root: HastNode) => {
    found.root = root;
  };
  // Called as the function that it is: the tree is what we want, its elements would not survive an action's answer.
  Markdown({ children: markdown, allowedElements: textTags, unwrapDisallowed: true, skipHtml: true, rehypePlugins: [keep] });
  return toNodes(found.root?.children ?? []);
}

function toNodes(nodes: HastNode[]): TextNode[] {
  return nodes.flatMap((node): TextNode[] => {
    if (node.type === "text") return [node.value ?? ""];
    const tag = textTags.find((one) => one === node.tagName);
    const children = toNodes(node.children ?? []);
    if (!tag) return children;
    const href = node.properties?.["href"];
    return [{ tag, children, ...(typeof href === "string" && href !== "" ? { href } : {}) }];
  });
}
