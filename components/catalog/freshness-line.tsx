import { CircleCheck, Hourglass } from "lucide-react";
import type { Freshness } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";

/** How old a build is against the update policy, as words and as a bar that is full when the next one is due. */
export function FreshnessLine({ freshness: { ageDays, refreshDays, dueInDays } }: { freshness: Freshness }) {
  const t = useText("image");
  // The same day of grace as in the state of the image.
  const isLate = dueInDays < -1;
  const Icon = isLate ? Hourglass : CircleCheck;
  return (
    <div className={`mt-3 text-sm ${isLate ? "text-attention" : "text-soft"}`}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden className="h-1 w-full overflow-hidden rounded-full">
        <rect width="100" height="1" className="fill-line" />
        <rect width={Math.min(100, Math.max(2, (ageDays / refreshDays) * 100))} height="1" className={isLate ? "fill-attention" : "fill-accent"} />
      </svg>
      <p className="mt-1.5 flex items-start gap-1.5">
        <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${isLate ? "" : "text-ok"}`} />
        {isLate ? t("freshness.late", { refreshDays, days: -dueInDays }) : t("freshness.fresh", { refreshDays, days: Math.max(0, dueInDays) })}
      </p>
    </div>
  );
}
