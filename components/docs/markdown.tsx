import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import "#components/ui/table.css";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { useText } from "#lib/text.ts";
import { cellLabels } from "./cell-labels.ts";

/** Markdown of the documentation as markup; `title` names the section that it stands in, `portal` is this portal's address. */
export function DocMarkdown({ markdown, title, portal }: { markdown: string; title: string; portal: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[cellLabels]} components={componentsIn(title)}>
      {markdown.replaceAll("https://PORTAL", portal)}
    </Markdown>
  );
}

/** A table, or a list of its rows where it has no room; one that is still too wide scrolls by itself. */
function DocTable({ title, children }: { title: string; children?: ReactNode }) {
  const t = useText("docs");
  return (
    <div role="region" aria-label={t("tableOf", { title })} tabIndex={0} className="folds print-whole overflow-x-auto">
      <table className="w-full border-collapse text-left tabular-nums">{children}</table>
    </div>
  );
}

function componentsIn(title: string): Components {
  return { ...components, table: ({ children }) => <DocTable title={title}>{children}</DocTable> };
}

// Fits into a line on a phone, and reads badly torn apart.
const shortCode = 24;

// Files, feeds and other machines' addresses are answered by the front, not by the pages' router.
const pageAddress = /^\/(?:$|(?:images|flavors|verify|keys|status|docs|resolve)(?:[/?#]|$)(?!.*\.asc))/;

const components: Components = {
  p: ({ children }) => <p>{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-1.5 pl-5 marker:text-soft">{children}</ul>,
  ol: ({ children }) => <ol className="list-decimal space-y-1.5 pl-5 marker:text-soft">{children}</ol>,
  th: ({ children }) => (
    <th scope="col" className="border-b border-line-strong py-2 pr-5 align-bottom text-sm font-medium text-soft last:pr-0">
      {children}
    </th>
  ),
  td: ({ node, children }) => (
    <td data-label={node?.properties["dataLabel"] as string | undefined} className="whole border-b not-first:min-w-[8rem] border-line py-2 pr-5 align-top last:pr-0">
      {children}
    </td>
  ),
  code: ({ children }) => <code className={`rounded-md bg-sunken px-1 py-0.5 font-mono text-sm ${typeof children === "string" && children.length <= shortCode ? "whitespace-nowrap" : "break-words"}`}>{children}</code>,
  blockquote: ({ children }) => <blockquote className="space-y-3 border-l-2 border-accent pl-4">{children}</blockquote>,
  a: ({ href = "", children }) =>
    pageAddress.test(href) ? (
      <PageLink href={href} className="link">
        {children}
      </PageLink>
    ) : (
      <a href={href} className="link">
        {children}
      </a>
    ),
  // The words behind the language of a fence say what the block is: the copy button tells them to a screen reader.
  pre: ({ node }) => {
    const [code] = node?.children ?? [];
    if (code?.type !== "element") return null;
    const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
    return <CodeBlock code={text.trimEnd()} label={code.data?.meta ?? ""} />;
  },
};
