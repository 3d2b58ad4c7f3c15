import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { Failure, Outcome } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import type { CurrentSession } from "./data.ts";
import { asOutcome, readForm, type FormFailure } from "./forms.ts";
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
      if (!input.ok) return withValues(input, form);
      if (dangerous && !isRecent(session.authenticatedAt)) return withValues(notRecent, form);
      const outcome = await act(session.actor, input.value, session);
      // Also after a refusal: most often somebody else has changed what the page shows.
      revalidatePath("/", "layout");
      return outcome.ok ? outcome : withValues(outcome, form);
    });
}

const secret = /password|code|secret/i;

/** A refusal with what was typed, so that nobody writes it twice; passwords and codes are typed again. */
function withValues<Refused extends object>(refused: Refused, form: unknown): Refused {
  if (!(form instanceof FormData)) return refused;
  const values = Object.fromEntries([...form].filter(([name, value]) => typeof value === "string" && !name.startsWith("$") && !secret.test(name)));
  return { ...refused, values };
}
