import { Chip } from "#components/ui/chip.tsx";
import type { PromiseState } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { stateLooks } from "./words.ts";

const borders = { kept: "border-ok", broken: "border-bad", unknown: "border-line-strong" } as const;

/** The answer that most people came for, in one line and one sentence. */
export function StatusHeadline({ state, clouds, open }: { state: PromiseState; clouds: number; open: number }) {
  const t = useText("status");
  const { key, ...look } = stateLooks[state];
  const leads = { kept: t("keptLead", { clouds }), broken: t("brokenLead"), unknown: t("unknownLead") };
  return (
    <div role="status" className={`mt-8 rounded-md border bg-surface p-5 md:p-6 ${borders[state]}`}>
      <Chip {...look} word={t(key)} />
      <p className="mt-3 text-xl font-semibold tracking-[-0.01em]">{state === "broken" ? t("broken", { count: open }) : t(state)}</p>
      <p className="mt-1 max-w-[72ch] text-soft">{leads[state]}</p>
    </div>
  );
}
