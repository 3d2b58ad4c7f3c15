"use client";

import { useActionState, useId, type ReactNode } from "react";
import { button } from "#components/ui/button.ts";
import { ConfirmIdentity } from "./confirm-identity.tsx";
import { Field, type FieldProps } from "./field.tsx";
import { ShownOnceBox } from "./shown-once.tsx";

/** What a form reads of the outcome of its action. */
type Answer = { ok: boolean; code?: string; message?: string; fieldErrors?: Record<string, string[]>; typed?: Record<string, string>; value?: unknown };

/** A server action for a form. */
export type Action = (previous: unknown, form: FormData) => Promise<Answer | undefined>;

type Props = {
  action: Action;
  /** Says what will happen: "Cancel 20261123-1". */
  submit: string;
  /** Said after success. */
  done?: string;
  look?: keyof typeof button;
  hidden?: Record<string, string>;
  fields?: Omit<FieldProps, "id" | "errors">[];
  /** Boxes to tick, under one title; what was ticked stays through a refusal. `name` is the field that errors speak of. */
  boxes?: { name: string; legend: string; options: { name: string; label: string }[] };
  children?: ReactNode;
};

/** A form of the admin pages with its fields, its answer and its one button. It works before, and without, JavaScript. */
export function ActionForm({ action, submit, done, look = "small", hidden = {}, fields = [], boxes, children }: Props) {
  const [answer, send, isPending] = useActionState<Answer | undefined, FormData>(action, undefined);
  const id = useId();
  const shown = new Set([...fields.map(({ name }) => name), ...(boxes ? [boxes.name] : [])]);
  const others = Object.entries(answer?.fieldErrors ?? {}).flatMap(([name, errors]) => (shown.has(name) ? [] : errors));
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {answer && !answer.ok && (
        <p role="alert" className="max-w-[60ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {[answer.message, ...others].join(" ")} {answer.code === "identity-not-recent" && <ConfirmIdentity />}
        </p>
      )}
      {answer?.ok && <ShownOnceBox value={answer.value} />}
      {answer?.ok && done && (
        <p role="status" className="text-ok">
          {done}
        </p>
      )}
      {fields.map((field) => (
        <Field key={field.name} {...field} id={`${id}-${field.name}`} defaultValue={answer?.typed?.[field.name] ?? field.defaultValue} errors={answer?.fieldErrors?.[field.name] ?? []} />
      ))}
      {boxes && <Boxes {...boxes} id={`${id}-${boxes.name}`} typed={answer?.typed} errors={answer?.fieldErrors?.[boxes.name] ?? []} />}
      {children}
      <button type="submit" disabled={isPending} className={`${button[look]} disabled:cursor-progress disabled:opacity-60`}>
        {submit}
      </button>
    </form>
  );
}

type BoxesProps = NonNullable<Props["boxes"]> & { id: string; typed: Record<string, string> | undefined; errors: string[] };

function Boxes({ id, legend, options, typed, errors }: BoxesProps) {
  return (
    <fieldset aria-describedby={errors.length > 0 ? `${id}-error` : undefined}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map(({ name, label }) => (
        <label key={name} className="flex min-h-10 items-center gap-3">
          <input type="checkbox" name={name} defaultChecked={typed?.[name] === "on"} className="size-4 shrink-0 accent-accent" />
          {label}
        </label>
      ))}
      {errors.length > 0 && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {errors.join(" ")}
        </p>
      )}
    </fieldset>
  );
}
