"use client";

import { useActionState, useId } from "react";
import { button } from "#components/ui/button.ts";
import type { SchedulePreview, ScheduleRow } from "#lib/schedule/schema.ts";
import { Field } from "../field.tsx";
import { NextRuns } from "./next-runs.tsx";

type Answer = { ok: boolean; message?: string; fieldErrors?: Record<string, string[]>; typed?: Record<string, string>; value?: SchedulePreview };
type Props = {
  imageName: string;
  schedule: ScheduleRow["schedule"];
  action: (previous: unknown, form: FormData) => Promise<Answer>;
  zones: string[];
};

const fresh = { cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: 30, onlyWhenChanged: true, isOn: true, revision: 0 };

/** The plan of an image. One button shows what the entries would do, the other saves them; both ask the server, so both work without JavaScript. */
export function PlanForm({ imageName, schedule, action, zones }: Props) {
  const [answer, send, isPending] = useActionState<Answer | undefined, FormData>(action, undefined);
  const id = useId();
  const plan = schedule ?? fresh;
  const typed = answer?.typed;
  const errors = (name: string) => answer?.fieldErrors?.[name] ?? [];
  const checks = [
    ["onlyWhenChanged", "Only when its packages or its recipe have changed since the last published build", plan.onlyWhenChanged],
    ["isOn", "On", plan.isOn],
  ] as const;
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      <input type="hidden" name="imageName" value={imageName} />
      <input type="hidden" name="revision" value={plan.revision} />
      {answer && !answer.ok && (
        <p role="alert" className="max-w-[72ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {answer.message}
        </p>
      )}
      {answer?.ok && answer.value && (
        <div role="status" className="w-full max-w-[36rem] rounded-md border border-line-strong bg-surface p-4">
          <p className="font-medium">{typed ? `Not saved yet: ${answer.value.words}` : `Saved: ${answer.value.words}`}</p>
          <div className="mt-2">{answer.value.next.length > 0 ? <NextRuns at={answer.value.next} timeZone={answer.value.timeZone} /> : <p className="text-soft">Off: nothing will run.</p>}</div>
        </div>
      )}
      <Field id={`${id}-cron`} name="cron" label="When" required maxLength={100} autoComplete="off" defaultValue={typed?.["cron"] ?? plan.cron} errors={errors("cron")} hint="Minute, hour, day, month, weekday: “30 2 * * *” is every night at 02:30, “30 2 * * MON-FRI” leaves weekends out." />
      <Field id={`${id}-zone`} name="timeZone" label="Time zone" required maxLength={60} autoComplete="off" list={`${id}-zones`} defaultValue={typed?.["timeZone"] ?? plan.timeZone} errors={errors("timeZone")} hint="UTC, or a name such as Europe/Berlin." />
      <datalist id={`${id}-zones`}>
        {["UTC", ...zones].map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
      <Field id={`${id}-jitter`} name="jitterMinutes" label="Earlier or later by up to (minutes)" type="number" min={0} max={120} required defaultValue={typed?.["jitterMinutes"] ?? String(plan.jitterMinutes)} errors={errors("jitterMinutes")} hint="Spreads the builds of a night. An image keeps its own minute of each night." />
      {checks.map(([name, label, isSet]) => (
        <label key={name} className="flex min-h-10 items-center gap-3">
          <input type="checkbox" name={name} defaultChecked={typed ? typed[name] === "on" : isSet} className="size-4 shrink-0 accent-accent" />
          {label}
        </label>
      ))}
      <div className="flex flex-wrap gap-3">
        <button type="submit" name="intent" value="save" disabled={isPending} className={`${button.primary} disabled:cursor-progress disabled:opacity-60`}>
          Save the plan
        </button>
        <button type="submit" name="intent" value="preview" disabled={isPending} className={`${button.secondary} disabled:cursor-progress disabled:opacity-60`}>
          Show the next runs
        </button>
      </div>
    </form>
  );
}
