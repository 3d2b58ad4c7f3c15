import { CircleCheck, CircleSlash } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import type { CellChange, Effect } from "#lib/edits/schema.ts";

/** Which answers of the image/flavor table change, and why. */
export function EffectView({ effect: { losses, gains } }: { effect: Effect }) {
  if (losses.length + gains.length === 0) return <p>No answer of the image/flavor table changes.</p>;
  return (
    <div className="space-y-4">
      <Cells cells={losses} word="yes to no" tone="bad" />
      <Cells cells={gains} word="no to yes" tone="ok" />
    </div>
  );
}

function Cells({ cells, word, tone }: { cells: CellChange[]; word: string; tone: "bad" | "ok" }) {
  if (cells.length === 0) return null;
  return (
    <section>
      <h3 className="flex flex-wrap items-center gap-2 font-medium">
        <Chip tone={tone} icon={tone === "ok" ? CircleCheck : CircleSlash} word={word} />
        {cells.length === 1 ? "One answer" : `${cells.length} answers`}
      </h3>
      <ul className="mt-1 border-t border-line">
        {grouped(cells).map(({ label, others, reasons }) => (
          <li key={`${label} ${reasons.join()}`} className="border-b border-line py-2">
            <p className="break-words">
              <span className="font-mono">{label}</span> {others.length > 0 && <span className="text-soft">with</span>} <span className="font-mono">{others.join(", ")}</span>
            </p>
            {reasons.length > 0 && (
              <p className="max-w-[72ch] text-sm text-soft">
                {tone === "ok" && "Until now: "}
                {reasons.join(" ")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Cells with the same reasons, under the image or the family that they share. */
function grouped(cells: CellChange[]): { label: string; others: string[]; reasons: string[] }[] {
  const isOneFamily = new Set(cells.map(({ family }) => family)).size === 1 && cells.length > 1;
  const groups = Map.groupBy(cells, ({ image, family, reasons }) => JSON.stringify([isOneFamily ? family : image, reasons]));
  return [...groups.values()].map((group) => ({
    label: (isOneFamily ? group[0]?.family : group[0]?.image) ?? "",
    others: group.map(({ image, family }) => (isOneFamily ? image : family)),
    reasons: group[0]?.reasons ?? [],
  }));
}
