import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { AppError, type Failure, type Outcome } from "#lib/errors.ts";
import { forgetKept } from "#lib/kept.ts";
import type { Actor } from "./actor.ts";
import { requireTokenActor } from "./bearer.ts";
import { readFields } from "./forms.ts";
import type { Permission } from "./rules.ts";

const longestBody = 64 * 1024;

type Route<Schema extends z.ZodType> = {
  permission: Permission;
  schema: Schema;
  /** The answer to success; 200 unless said otherwise. */
  status?: number;
};

/**
 * Makes a route for machines out of a use case, as `adminAction` makes a form's action: asks the token, reads the JSON object of
 * the body together with the names in the address (which win) by its schema, calls the use case, answers in JSON.
 */
export function machineRoute<Schema extends z.ZodType, Params extends Record<string, string>, Value, Code extends string>(
  { permission, schema, status = 200 }: Route<Schema>,
  act: (actor: Actor, input: z.output<Schema>) => Promise<Outcome<Value, Code>>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const actor = await requireTokenActor(request, permission);
      const input = readFields(schema, { ...(await readBody(request)), ...(await context.params) });
      if (!input.ok) return refusal(400, input);
      const outcome = await act(actor, input.value);
      if (!outcome.ok) return refusal(outcome.code.endsWith("-unknown") ? 404 : 409, outcome);
      forgetKept();
      revalidatePath("/", "layout");
      return Response.json(outcome.value, { status, headers: { "cache-control": "no-store" } });
    } catch (error) {
      if (error instanceof AppError) return refusal(error.status, { ok: false, code: error.code, message: error.message });
      throw error;
    }
  };
}

function refusal(status: number, { code, message, fieldErrors }: Failure<string>): Response {
  const challenge: Record<string, string> = status === 401 ? { "www-authenticate": 'Bearer realm="Image Factory"' } : status === 403 ? { "www-authenticate": 'Bearer error="insufficient_scope"' } : {};
  return Response.json({ error: message, code, ...(fieldErrors ? { fields: fieldErrors } : {}) }, { status, headers: { "cache-control": "no-store", ...challenge } });
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get("content-length") ?? 0) > longestBody) throw new AppError("bad-request", "The body is too long.");
  const text = await request.text();
  if (text === "") return {};
  if (text.length > longestBody) throw new AppError("bad-request", "The body is too long.");
  try {
    const body = JSON.parse(text) as unknown;
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Told below, as everything else that is no object.
  }
  throw new AppError("bad-request", "The body must be a JSON object.");
}
