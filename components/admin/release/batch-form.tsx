"use client";

import { CircleCheck, CircleX, Users } from "lucide-react";
import { useActionState } from "react";
import { button } from "#components/ui/button.ts";
import { Chip } from "#components/ui/chip.tsx";
import type { PromotedOne } from "#lib/channels/release/schema.ts";
import { Field } from "../field.tsx";

type Answer = { ok: boolean; message?: string; fieldErrors?: Record<string, string[]>; value?: { results: PromotedOne[] } };
type Props = { action: (previous: unknown, form: FormData) => Promise<Answer | undefined>; submit: string; picks: [name: string, value: string][] };

const looks = {
  promoted: { tone: "ok", icon: CircleCheck, word: "promoted" },
  asked: { tone: "attention", icon: Users, word: "asked" },
  refused: { tone: "bad", icon: CircleX, word: "refused" },
} as const;

/** Promotes several builds at once and tells of each what became of it. Works without JavaScript. */
export function BatchForm({ action, submit, picks }: Props) {
  const [answer, send, isPending] = useActionState<Answer | undefined, FormData>(action, undefined);
  const results = answer?.value?.results ?? [];
  const refused = results.filter(({ state }) => state === "refused").length;
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      {picks.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {answer && !answer.ok && (
        <p role="alert" className="max-w-[60ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {[answer.message, ...Object.values(answer.fieldErrors ?? {}).flat()].join(" ")}
        </p>
      )}
      {results.length > 0 && (
        <div role="status" className="w-full">
          <p className="mb-2 font-medium">
            {refused === 0 ? "All went well." : refused === results.length ? "Nothing was done." : `${results.length - refused} of ${results.length} went well. What was refused stands below; nothing of it was done.`}
          </p>
          <ul className="border-t border-line">
            {results.map(({ image, version, state, message }) => (
              <li key={image} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
                <Chip {...looks[state]} />
                <span className="font-mono wrap-anywhere">
                  {image} {version}
                </span>
                <span className="text-soft">{message}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {picks.length > 0 && (
        <>
          <Field id="batch-reason" name="reason" label="Reason (optional)" maxLength={500} hint="Shown in the history of each image." errors={[]} />
          <button type="submit" disabled={isPending} className={`${button.primary} disabled:cursor-progress disabled:opacity-60`}>
            {submit}
          </button>
        </>
      )}
    </form>
  );
}
