import type { z } from "zod";
import { AppError } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import { readFields } from "./forms.ts";
import type { Permission } from "./rules.ts";
import { requireActor } from "./session.ts";

type Gate<Schema extends z.ZodType> = { permission: Permission; schema: Schema };

/**
 * Makes a route that our own pages read from the browser: asks the session as `adminAction` does, reads the query by its
 * schema, answers in JSON that nobody keeps. It only reads; what changes something is an action.
 */
export function adminRoute<Schema extends z.ZodType>({ permission, schema }: Gate<Schema>, read: (actor: Actor, input: z.output<Schema>) => Promise<unknown>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const actor = await requireActor(permission);
      const input = readFields(schema, Object.fromEntries(new URL(request.url).searchParams));
      if (!input.ok) return answer({ error: input.message, code: input.code, fields: input.fieldErrors }, 400);
      return answer(await read(actor, input.value), 200);
    } catch (error) {
      if (error instanceof AppError) return answer({ error: error.message, code: error.code }, error.status);
      throw error;
    }
  };
}

function answer(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
