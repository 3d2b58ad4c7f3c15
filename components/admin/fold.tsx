import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type Props = { title: ReactNode; /** Stands open from the beginning. */ isOpen?: boolean | undefined; className?: string; onOpen?: () => void; children: ReactNode };

/** A line that unfolds more of the page: for what is read, where `Confirm` is for what is done. Works without JavaScript. */
export function Fold({ title, isOpen, className = "", onOpen, children }: Props) {
  return (
    <details open={isOpen} onToggle={onOpen} className={`group/fold w-full ${className}`}>
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 font-medium hover:text-accent">
        <ChevronRight size={16} aria-hidden className="shrink-0 text-soft group-open/fold:rotate-90" />
        <span className="min-w-0 wrap-anywhere">{title}</span>
      </summary>
      <div className="pt-1 pb-3">{children}</div>
    </details>
  );
}
