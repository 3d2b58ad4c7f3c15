import type { ReactNode } from "react";

/** What a list says when it has nothing to show, and what can be done about that. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-5 py-8 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="mx-auto mt-1 max-w-[60ch] text-soft">{children}</div>}
    </div>
  );
}
