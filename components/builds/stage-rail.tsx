import { Circle, CircleCheck, CircleDotDashed, CircleSlash, CircleX } from "lucide-react";
import { formatDuration, formatExact } from "#components/ui/format.ts";
import type { BuildStatus, Stage, StageState } from "#lib/builds/schema.ts";

const looks = {
  done: { icon: CircleCheck, ink: "text-ok", word: "done" },
  current: { icon: CircleDotDashed, ink: "text-running", word: "running" },
  failed: { icon: CircleX, ink: "text-bad", word: "failed" },
  cancelled: { icon: CircleSlash, ink: "text-quiet", word: "cancelled" },
  ahead: { icon: Circle, ink: "text-soft", word: "not reached" },
} as const satisfies Record<StageState, { icon: typeof Circle; ink: string; word: string }>;

const titles: Partial<Record<BuildStatus, string>> = { queued: "Queued", building: "Build", testing: "Test", signing: "Sign", publishing: "Publish", published: "Published" };

/** The way of a build through its stages, with how long each took. */
export function StageRail({ stages }: { stages: Stage[] }) {
  return (
    <ol aria-label="Stages" className="mt-8 grid md:grid-cols-6">
      {stages.map((stage, index) => (
        <Stop key={stage.name} stage={stage} isLast={index === stages.length - 1} />
      ))}
    </ol>
  );
}

function Stop({ stage: { name, state, startedAt, durationMs }, isLast }: { stage: Stage; isLast: boolean }) {
  const { icon: Icon, ink, word } = looks[state];
  const line = `absolute bg-line-strong ${state === "done" ? "" : "opacity-40"}`;
  return (
    <li aria-current={state === "current" ? "step" : undefined} className="relative flex min-h-11 gap-3 md:block md:min-h-0">
      {!isLast && (
        <>
          <span aria-hidden className={`${line} top-7 bottom-0.5 left-[9.5px] w-px md:hidden`} />
          <span aria-hidden className={`${line} top-[10px] right-2 left-7 hidden h-px md:block`} />
        </>
      )}
      <Icon size={20} aria-hidden className={`shrink-0 ${ink}`} />
      <p className="flex flex-1 items-baseline justify-between gap-3 leading-5 md:mt-2 md:block">
        <span className={state === "ahead" ? "text-soft" : "font-medium"}>
          {titles[name]}
          <span className="sr-only">: {word}</span>
        </span>
        <span className="text-sm text-soft md:mt-0.5 md:block" title={startedAt ? `since ${formatExact(startedAt)}` : undefined}>
          {caption(state, startedAt, durationMs)}
        </span>
      </p>
    </li>
  );
}

function caption(state: StageState, startedAt: Date | null, durationMs: number | null): string {
  if (durationMs !== null) return state === "current" ? `for ${formatDuration(durationMs)}` : state === "failed" ? `failed after ${formatDuration(durationMs)}` : formatDuration(durationMs);
  return startedAt ? formatExact(startedAt).slice(0, 16) : "";
}
