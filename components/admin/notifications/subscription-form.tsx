"use client";

import { useActionState, useId } from "react";
import { button } from "#components/ui/button.ts";
import { eventKinds, eventNames } from "#lib/notifications/events/schema.ts";
import type { SubscriptionRow } from "#lib/notifications/schema.ts";
import { ConfirmIdentity } from "../confirm-identity.tsx";
import { Field } from "../field.tsx";
import { ShownOnceBox } from "../shown-once.tsx";

type Answer = { ok: boolean; code?: string; message?: string; fieldErrors?: Record<string, string[]>; typed?: Record<string, string>; value?: unknown };
type Props = {
  action: (previous: unknown, form: FormData) => Promise<Answer>;
  kind: "webhook" | "email";
  /** The subscription to change; left out, the form makes a new one. */
  subscription?: SubscriptionRow;
  submit: string;
  look: "primary" | "secondary";
};

/** Who is told, of what, and of which images. */
export function SubscriptionForm({ action, kind, subscription, submit, look }: Props) {
  const [answer, send, isPending] = useActionState<Answer | undefined, FormData>(action, undefined);
  const id = useId();
  const typed = answer?.typed;
  const errors = (name: string) => answer?.fieldErrors?.[name] ?? [];
  const isTold = (event: (typeof eventNames)[number]) => (typed ? typed[`event:${event}`] === "on" : subscription ? subscription.events.includes(event) : event !== "build_published");
  return (
    <form action={send} className="flex w-full flex-col items-start gap-4">
      <input type="hidden" name="kind" value={kind} />
      {subscription && <input type="hidden" name="subscriptionId" value={subscription.id} />}
      {subscription && <input type="hidden" name="revision" value={subscription.revision} />}
      {answer && !answer.ok && (
        <p role="alert" className="max-w-[60ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {[answer.message, ...errors("events")].join(" ")} {answer.code === "identity-not-recent" && <ConfirmIdentity />}
        </p>
      )}
      {answer?.ok && <ShownOnceBox value={answer.value} />}
      {answer?.ok && (
        <p role="status" className="text-ok">
          {subscription ? "Saved." : "Added. Open it above to send a test."}
        </p>
      )}
      <Field id={`${id}-name`} name="name" label="Name" required maxLength={100} autoComplete="off" defaultValue={typed?.["name"] ?? subscription?.name} errors={errors("name")} hint="Who this is, such as “Operations chat”." />
      {kind === "webhook" ? (
        <Field id={`${id}-target`} name="target" label="Address" type="url" required maxLength={2000} autoComplete="off" defaultValue={typed?.["target"] ?? subscription?.target} errors={errors("target")} hint="https://… It gets a signed POST request with JSON." />
      ) : (
        <Field id={`${id}-target`} name="target" label="E-mail" type="email" required maxLength={254} autoComplete="off" defaultValue={typed?.["target"] ?? subscription?.target} errors={errors("target")} />
      )}
      <fieldset>
        <legend className="mb-1 font-medium">Tell when</legend>
        <div className="grid gap-x-8 sm:grid-cols-2">
          {eventNames.map((event) => (
            <label key={event} className="flex min-h-10 items-center gap-3">
              <input type="checkbox" name={`event:${event}`} defaultChecked={isTold(event)} className="size-4 shrink-0 accent-accent" />
              {eventKinds[event].title}
            </label>
          ))}
        </div>
      </fieldset>
      <Field id={`${id}-images`} name="images" label="Images (optional)" maxLength={5000} autoComplete="off" defaultValue={typed?.["images"] ?? subscription?.images.join(" ")} errors={errors("images")} hint="Names with spaces between. Left empty, it is told of all images." />
      {subscription && (
        <label className="flex min-h-10 items-center gap-3">
          <input type="checkbox" name="isOn" defaultChecked={typed ? typed["isOn"] === "on" : subscription.isOn} className="size-4 shrink-0 accent-accent" />
          On
        </label>
      )}
      <button type="submit" disabled={isPending} className={`${button[look]} disabled:cursor-progress disabled:opacity-60`}>
        {submit}
      </button>
    </form>
  );
}
