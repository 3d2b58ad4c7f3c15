import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  bad: "border-bad bg-bad-wash text-bad",
  attention: "border-attention bg-attention-wash text-attention",
  running: "border-running bg-running-wash text-running",
  quiet: "border-line-strong bg-quiet-wash text-quiet",
};

/** What nobody may miss, right under the title of a page. */
export function Banner({ tone, icon: Icon, title, children }: { tone: keyof typeof tones; icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div role="note" className={`mt-6 flex gap-3 rounded-md border p-4 md:p-5 ${tones[tone]}`}>
      <Icon size={20} aria-hidden className="mt-1 shrink-0" />
      <div className="min-w-0">
        <p className="text-lg font-semibold">{title}</p>
        {children && <div className="mt-1 max-w-[72ch] text-ink">{children}</div>}
      </div>
    </div>
  );
}
