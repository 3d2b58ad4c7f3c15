import type { ReactNode } from "react";
import type { Doc, DocSection } from "#lib/docs/schema.ts";
import { DocMarkdown } from "./markdown.tsx";

/**
 * The text of a page of the documentation; `portal` is this portal's address, `inserts` are live parts that stand at the
 * end of a section, by its anchor.
 */
export function Article({ doc, portal, inserts = {} }: { doc: Doc; portal: string; inserts?: Record<string, ReactNode> }) {
  return (
    <div className="max-w-[72ch] min-w-0">
      {doc.lead && (
        <div className="space-y-4">
          <DocMarkdown markdown={doc.lead} title={doc.title} portal={portal} />
        </div>
      )}
      {doc.sections.map((section) => (
        <div key={section.id}>
          <Heading section={section} />
          <div className="mt-3 space-y-4">
            <DocMarkdown markdown={section.markdown} title={section.title} portal={portal} />
            {inserts[section.id]}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The title is a link to itself, so that its address can be copied. */
function Heading({ section: { id, title, level } }: { section: DocSection }) {
  const anchor = (
    <a href={`#${id}`} className="group text-ink no-underline">
      {title}
      <span aria-hidden className="no-print ml-2 font-normal text-soft opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100">
        #
      </span>
    </a>
  );
  return level === 2 ? (
    <h2 id={id} className="mt-10 text-xl font-semibold tracking-[-0.01em]">
      {anchor}
    </h2>
  ) : (
    <h3 id={id} className="mt-8 text-lg font-semibold">
      {anchor}
    </h3>
  );
}
