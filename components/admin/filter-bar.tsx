import type { ReactNode } from "react";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";

type Props = {
  /** The page of the list, with its anchor. */
  action: string;
  label: string;
  /** Says what is shown afterwards: "Show these builds". */
  submit: string;
  /** The way back to everything, where something is chosen. */
  all?: { href: string; title: string } | null | undefined;
  children: ReactNode;
};

/** Chooses what a list shows; all of it stands in the address. The same on every list: fields, button, way back. */
export function FilterBar({ action, label, submit, all, children }: Props) {
  return (
    <form method="get" action={action} role="search" aria-label={label} className="no-print mb-8 flex flex-wrap items-end gap-4 *:flex-[1_1_10rem] sm:*:max-w-[17rem]">
      {children}
      <div className="flex max-w-none! flex-none! items-center gap-4 whitespace-nowrap">
        <button type="submit" className={button.secondary}>
          {submit}
        </button>
        {all && (
          <PageLink href={all.href} className="link flex min-h-11 items-center">
            {all.title}
          </PageLink>
        )}
      </div>
    </form>
  );
}
