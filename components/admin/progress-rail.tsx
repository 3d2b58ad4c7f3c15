import { Circle, CircleCheck, CircleDotDashed, type LucideIcon } from "lucide-react";
import { formatDuration } from "#components/ui/format.ts";
import type { StageState } from "#lib/builds/schema.ts";
import type { StageProgress } from "#lib/workload/schema.ts";
import { useText } from "#lib/text.ts";

const looks: Partial<Record<StageState, { icon: LucideIcon; ink: string }>> = { done: { icon: CircleCheck, ink: "text-ok" }, current: { icon: CircleDotDashed, ink: "text-running" } };
const ahead = { icon: Circle, ink: "text-soft" };

/** The stages of a running build with the time that each took, beside what it usually takes for this image. */
export function ProgressRail({ stages }: { stages: StageProgress[] }) {
  const shown = stages.filter(({ name }) => name !== "queued" && name !== "published");
  return (
    <ol aria-label="Stages" className="mt-3 grid gap-x-4 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
      {shown.map((stage) => (
        <Stop key={stage.name} stage={stage} />
      ))}
    </ol>
  );
}

function Stop({ stage: { name, state, durationMs, usualMs } }: { stage: StageProgress }) {
  const t = useText("build");
  const { icon: Icon, ink } = looks[state] ?? ahead;
  const elapsed = durationMs ?? 0;
  const usual = usualMs === null ? null : `usually ${formatDuration(usualMs)}`;
  const isLate = state === "current" && usualMs !== null && elapsed > usualMs;
  return (
    <li aria-current={state === "current" ? "step" : undefined}>
      <p className="flex items-center gap-2">
        <Icon size={16} aria-hidden className={`shrink-0 ${ink}`} />
        <span className={state === "ahead" ? "text-soft" : "font-medium"}>
          {t(`stage.${name}`)}
          <span className="sr-only">: {t(`stageState.${state}`)}</span>
        </span>
        <span className="ml-auto text-sm text-soft tabular-nums">{durationMs === null ? usual : `${state === "current" ? "for " : ""}${formatDuration(durationMs)}`}</span>
      </p>
      <progress
        className="verify-progress mt-1 block w-full"
        aria-label={`${t(`stage.${name}`)}, share of its usual time`}
        max={1}
        value={state === "done" ? 1 : state === "current" ? (usualMs ? Math.min(0.99, elapsed / usualMs) : 0) : 0}
      />
      {state === "current" && usual && <p className={`mt-0.5 text-sm ${isLate ? "text-attention" : "text-soft"}`}>{isLate ? `${usual}: late` : usual}</p>}
    </li>
  );
}
