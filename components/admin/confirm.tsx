import type { ReactNode } from "react";
import { button } from "#components/ui/button.ts";

/** A button that first unfolds what it would do; the act itself is the button inside. Works without JavaScript. */
export function Confirm({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className={`${button.small} list-none group-open:bg-sunken`}>{title}</summary>
      <div className="mt-3 max-w-[60ch] border-l-2 border-line-strong pl-4">{children}</div>
    </details>
  );
}
