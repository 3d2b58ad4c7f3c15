"use client";

import { useActionState, useId, useState } from "react";
import { Empty } from "#components/ui/empty.tsx";
import { button } from "#components/ui/button.ts";
import type { Action } from "./action-form.tsx";
import { Field } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { TriggerResults } from "./trigger-results.tsx";

type Answer = Awaited<ReturnType<Action>>;

const priorities = [
  { value: "0", label: "as usual" },
  { value: "10", label: "before what waits as usual" },
  { value: "-10", label: "after what waits as usual" },
];

// With more images than this the ticks are made when they are opened: a thousand would outweigh the rest of the page.
const mostAtOnce = 100;

/** Asks for builds now: of one image, of several, or of all. `imageNames`: the images that have a recipe. */
export function TriggerForm({ imageNames, trigger }: { imageNames: string[]; trigger: Action }) {
  const [answer, send, isPending] = useActionState<Answer, FormData>(trigger, undefined);
  const id = useId();
  const [hasTicks, showTicks] = useState(imageNames.length <= mostAtOnce);
  if (imageNames.length === 0) return <Empty title="No image has a recipe here yet." />;
  const errorsOf = (name: string) => answer?.fieldErrors?.[name] ?? [];
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      {answer && !answer.ok && !answer.fieldErrors && (
        <p role="alert" className="max-w-[60ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {answer.message}
        </p>
      )}
      {answer?.ok && <TriggerResults value={answer.value} />}
      <Field id={`${id}-image`} name="imageName" label="Image" options={[{ value: "", label: "Choose an image" }, ...imageNames]} errors={errorsOf("imageName")} />
      <Fold title="Several images at once …" onOpen={() => showTicks(true)}>
        <fieldset>
          <legend className="sr-only">Images to build as well</legend>
          <Tick name="every" label="All images that have a recipe" />
          <div className="mt-1 grid max-h-72 gap-x-6 overflow-y-auto border-y border-line py-2 sm:grid-cols-2" role="group" aria-label="Single images" tabIndex={0}>
            {hasTicks && imageNames.map((name) => <Tick key={name} name={`image:${name}`} label={name} mono />)}
          </div>
        </fieldset>
      </Fold>
      <Field id={`${id}-note`} name="note" label="Note (optional)" maxLength={500} hint="Why now? Shown with the build." errors={errorsOf("note")} />
      <Field id={`${id}-priority`} name="priority" label="Its place in the queue" options={priorities} defaultValue="0" errors={errorsOf("priority")} />
      <Tick name="security" label="Security rebuild: ahead of everything that waits" />
      <button type="submit" disabled={isPending} className={`${button.primary} disabled:cursor-progress disabled:opacity-60`}>
        Queue a build
      </button>
    </form>
  );
}

function Tick({ name, label, mono = false }: { name: string; label: string; mono?: boolean }) {
  return (
    <label className="flex min-h-10 items-center gap-3">
      <input type="checkbox" name={name} className="size-4 shrink-0 accent-accent" />
      <span className={mono ? "min-w-0 font-mono text-sm wrap-anywhere" : ""}>{label}</span>
    </label>
  );
}
