import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { Outcome } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import { asOutcome, readForm, type FormFailure } from "./forms.ts";
import type { Permission } from "./rules.ts";
import { requireActor } from "./session.ts";

/**
 * Makes a server action for a form of the admin pages: authenticates, authorises, reads the form by its schema, calls one
 * use case, and lets every page show the result. An action is an address of its own that anybody can call: the check on
 * the page that shows its form does not cover it, so this one is never left out.
 */
export function adminAction<Schema extends z.ZodType, Value, Code extends string>(
  { permission, schema }: { permission: Permission; schema: Schema },
  act: (actor: Actor, input: z.output<Schema>) => Promise<Outcome<Value, Code>>,
): (previous: unknown, form: FormData) => Promise<Outcome<Value, Code | FormFailure>> {
  return async (_previous, form) =>
    asOutcome<Value, Code | FormFailure>(async () => {
      const actor = await requireActor(permission);
      const input = readForm(schema, form);
      if (!input.ok) return input;
      const outcome = await act(actor, input.value);
      // Also after a refusal: most often somebody else has changed what the page shows.
      revalidatePath("/", "layout");
      return outcome;
    });
}
