"use client";

import { Fragment, useActionState, useEffect, useId, useRef, useState } from "react";
import { button } from "#components/ui/button.ts";
import type { EditField, Values } from "#lib/edits/schema.ts";
import { AnswerView } from "./answer-view.tsx";
import { shownRevision, shownValue, type EditAction, type EditAnswer } from "./answer.ts";
import { EditFieldRow } from "./edit-field.tsx";

type Props = {
  action: EditAction;
  /** Names what is edited to the action. */
  hidden?: Record<string, string>;
  fields: EditField[];
  values: Values;
  revision: number;
  /** Says what will happen: "Save Standard_Debian_12". */
  submit: string;
  preview: string;
  /** Where what is made can be found, by its name. */
  createdHref?: string;
};

/**
 * The form of an edit with two buttons: look, and save. What was typed stays through every answer, and the revision that it is
 * about is the one which its sender has seen. Works before, and without, JavaScript.
 */
export function EditForm({ action, hidden = {}, fields, values, revision, submit, preview, createdHref }: Props) {
  const [answer, send, isPending] = useActionState<EditAnswer | undefined, FormData>(action, undefined);
  // While nothing is typed the form shows the page's own state, also a newer one; from the first key on it is about that.
  const [begun, setBegun] = useState<{ after: EditAnswer | undefined; revision: number } | null>(null);
  const opened = begun && begun.after === answer ? begun.revision : revision;
  const id = useId();
  const idOf = (name: string) => `${id}-${name}`;
  const answerBox = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer) answerBox.current?.focus();
  }, [answer]);
  return (
    <form action={send} noValidate onChange={() => setBegun((known) => (known && known.after === answer ? known : { after: answer, revision }))} className="flex flex-col gap-6">
      {Object.entries({ ...hidden, revision: String(shownRevision(opened, answer)) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid items-start gap-x-8 gap-y-5 md:grid-cols-2">
        {fields.map((field) => (
          <Fragment key={field.name}>
            {field.part && <h2 className="mt-4 border-b border-line pb-1 text-lg font-semibold md:col-span-2">{field.part}</h2>}
            <EditFieldRow
              field={field}
              id={idOf(field.name)}
              value={shownValue(field, values, answer)}
              errors={answer?.fieldErrors?.[field.name] ?? []}
              meantime={answer?.meantime?.find((one) => one.field === field.name)}
            />
          </Fragment>
        ))}
      </div>
      <div ref={answerBox} tabIndex={-1} className="scroll-mt-4 outline-none empty:hidden">
        {answer && <AnswerView answer={answer} fields={fields} idOf={idOf} createdHref={createdHref} />}
      </div>
      <div className="flex flex-wrap gap-3">
        <button type="submit" name="intent" value="save" disabled={isPending} className={`${button.primary} disabled:cursor-progress disabled:opacity-60`}>
          {submit}
        </button>
        <button type="submit" name="intent" value="preview" disabled={isPending} className={`${button.secondary} disabled:cursor-progress disabled:opacity-60`}>
          {preview}
        </button>
      </div>
    </form>
  );
}
