import type { ReactNode } from "react";
import type { TextNode, TextTag } from "./issue-nodes.ts";

const looks: Partial<Record<TextTag, string>> = {
  ul: "list-disc space-y-1 pl-5 marker:text-soft",
  ol: "list-decimal space-y-1 pl-5 marker:text-soft",
  code: "rounded-md bg-sunken px-1 py-0.5 font-mono text-sm break-words",
  pre: "overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm",
  blockquote: "border-l-2 border-line-strong pl-4",
  a: "link break-words",
};

function toMarkup(nodes: TextNode[]): ReactNode[] {
  return nodes.map((node, at) => {
    if (typeof node === "string") return node;
    const { tag: Tag, href, children } = node;
    // The pieces of one text never change their order.
    if (Tag === "br") return <br key={at} />;
    if (Tag === "a") {
      return href ? (
        <a key={at} href={href} className={looks.a}>
          {toMarkup(children)}
        </a>
      ) : (
        toMarkup(children)
      );
    }
    return (
      <Tag key={at} className={looks[Tag]} tabIndex={Tag === "pre" ? 0 : undefined}>
        {toMarkup(children)}
      </Tag>
    );
  });
}

/** A text of the catalog that was read from Markdown. */
export function TextNodes({ nodes }: { nodes: TextNode[] }) {
  return <div className="space-y-2">{toMarkup(nodes)}</div>;
}
