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
  children?: ReactNode;
};

/** A form of the admin pages with its fields, its answer and its one button. It works before, and without, JavaScript. */
export function ActionForm({ action, submit, done, look = "small", hidden = {}, fields = [], children }: Props) {
  const [answer, send, isPending] = useActionState<Answer | undefined, FormData>(action, undefined);
  const id = useId();
  const shown = new Set(fields.map(({ name }) => name));
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
      {children}
      <button type="submit" disabled={isPending} className={`${button[look]} disabled:cursor-progress disabled:opacity-60`}>
        {submit}
      </button>
    </form>
  );
}
