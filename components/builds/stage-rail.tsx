import { Circle, CircleCheck, CircleDotDashed, CircleSlash, CircleX } from "lucide-react";
import { formatDuration, formatExact, formatMinute } from "#components/ui/format.ts";
import type { Stage, StageState } from "#lib/builds/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

const looks = {
  done: { icon: CircleCheck, ink: "text-ok" },
  current: { icon: CircleDotDashed, ink: "text-running" },
  failed: { icon: CircleX, ink: "text-bad" },
  cancelled: { icon: CircleSlash, ink: "text-quiet" },
  ahead: { icon: Circle, ink: "text-soft" },
} as const satisfies Record<StageState, { icon: typeof Circle; ink: string }>;

/** The way of a build through its stages, with how long each took. */
export function StageRail({ stages }: { stages: Stage[] }) {
  const t = useText("build");
  return (
    <ol aria-label={t("stages")} className="mt-8 grid md:grid-cols-6">
      {stages.map((stage, index) => (
        <Stop key={stage.name} stage={stage} isLast={index === stages.length - 1} />
      ))}
    </ol>
  );
}

function Stop({ stage: { name, state, startedAt, durationMs }, isLast }: { stage: Stage; isLast: boolean }) {
  const t = useText("build");
  const locale = useLocale();
  const { icon: Icon, ink } = looks[state];
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
          {t(`stage.${name}`)}
          <span className="sr-only">: {t(`stageState.${state}`)}</span>
        </span>
        <span className="text-sm text-soft md:mt-0.5 md:block" title={startedAt ? t("since", { at: formatExact(startedAt, locale) }) : undefined}>
          {durationMs === null ? startedAt && formatMinute(startedAt, locale) : t("stageTook", { state, duration: formatDuration(durationMs, locale) })}
        </span>
      </p>
    </li>
  );
}
