import type { ReactNode } from "react";

type Props = { title: ReactNode; /** What the page is for, in a line or two. */ lead?: ReactNode; /** The way to the act for which the page is opened most. */ action?: ReactNode };

/** The head of every page of the admin side, so that title, purpose and act stand at the same places everywhere. */
export function PageHead({ title, lead, action }: Props) {
  return (
    <header className="mb-8 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-[-0.02em] wrap-anywhere">{title}</h1>
        {lead && <p className="mt-2 max-w-[72ch] text-soft">{lead}</p>}
      </div>
      {action}
    </header>
  );
}
