import type { ReactNode } from "react";

/** A part of a page with its title; `id` is its anchor, `aside` stands at the right of the title. */
export function Section({ id, title, aside, lead, children }: { id: string; title: string; aside?: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-12 md:mt-16">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id={`${id}-title`} className="text-xl font-semibold tracking-[-0.01em]">
          {title}
        </h2>
        {aside}
      </div>
      {lead && <p className="mt-1 max-w-[72ch] text-soft">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
