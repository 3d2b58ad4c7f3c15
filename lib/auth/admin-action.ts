import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { Failure, Outcome } from "#lib/errors.ts";
import { forgetKept } from "#lib/kept.ts";
import type { Actor } from "./actor.ts";
import type { CurrentSession } from "./data.ts";
import { asOutcome, readForm, typedOf, type FormFailure } from "./forms.ts";
import { isRecent, type Permission } from "./rules.ts";
import { requireSession } from "./session.ts";

type Gate<Schema extends z.ZodType> = {
  permission: Permission;
  schema: Schema;
  /** A dangerous act: who does it must have proved who they are within the last {@link isRecent quarter of an hour}. */
  dangerous?: boolean;
};

const notRecent: Failure<"identity-not-recent"> = {
  ok: false,
  code: "identity-not-recent",
  message: "Nothing was changed: first confirm that it is you, then do it again.",
};

/**
 * Makes a server action for a form of the admin pages: authenticates, authorises, reads the form by its schema, calls one
 * use case, and lets every page show the result. An action is an address of its own that anybody can call: the check on
 * the page that shows its form does not cover it, so this one is never left out.
 */
export function adminAction<Schema extends z.ZodType, Value, Code extends string>(
  { permission, schema, dangerous = false }: Gate<Schema>,
  act: (actor: Actor, input: z.output<Schema>, session: CurrentSession) => Promise<Outcome<Value, Code>>,
): (previous: unknown, form: FormData) => Promise<Outcome<Value, Code | FormFailure>> {
  return async (_previous, form) =>
    asOutcome<Value, Code | FormFailure>(async () => {
      const session = await requireSession(permission);
      const input = readForm(schema, form);
      if (!input.ok) return withTyped(input, form);
      if (dangerous && !isRecent(session.authenticatedAt)) return withTyped(notRecent, form);
      const outcome = await act(session.actor, input.value, session);
      // Also after a refusal: most often somebody else has changed what the page shows.
      forgetKept();
      revalidatePath("/", "layout");
      return outcome.ok ? outcome : withTyped(outcome, form);
    });
}

/** A refusal with what was typed, so that nobody writes it twice. */
function withTyped<Refused extends object>(refused: Refused, form: unknown): Refused {
  return { ...refused, typed: typedOf(form) };
}
