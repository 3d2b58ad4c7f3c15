import type { z } from "zod";
import { AppError, type AppErrorCode, type Failure, type Outcome } from "#lib/errors.ts";

/** What can go wrong with any form before its own use case is asked. */
export type FormFailure = "invalid-input" | "identity-not-recent" | AppErrorCode;

/**
 * Reads a submitted form by its schema. A server action can be called with anything, so that the form itself is checked
 * too; fields that the framework adds begin with `$` and are left out.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, form: unknown): { ok: true; value: z.output<Schema> } | Failure<"invalid-input"> {
  if (!(form instanceof FormData)) return { ok: false, code: "invalid-input", message: "This is not a form. Reload the page and try again." };
  return readFields(schema, Object.fromEntries([...form].filter(([name]) => !name.startsWith("$"))));
}

/** Reads named values by a schema. What the schema does not name is left out: nobody can set a field that no form shows. */
export function readFields<Schema extends z.ZodType>(schema: Schema, fields: Record<string, unknown>): { ok: true; value: z.output<Schema> } | Failure<"invalid-input"> {
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data };
  const fieldErrors: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) (fieldErrors[String(path[0] ?? "form")] ??= []).push(message);
  return { ok: false, code: "invalid-input", message: "Check your entries.", fieldErrors };
}

/** Turns a thrown `AppError` into a value that a form can show. Anything else is a defect and passes through. */
export async function asOutcome<Value, Code extends string>(run: () => Promise<Outcome<Value, Code>>): Promise<Outcome<Value, Code | AppErrorCode>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

type Action<Answer> = (previous: unknown, form: FormData) => Promise<Answer>;

/**
 * Hands back what was typed with the answer of an action that succeeded, as every refusal does: for forms that can be looked
 * at before they are saved. `isKept` tells such an answer from those after which the form begins anew.
 */
export function keepTyped<Answer extends { ok: boolean }>(act: Action<Answer>, isKept: (form: FormData) => boolean = () => true): Action<Answer & { typed?: Record<string, string> }> {
  return async (previous, form) => {
    const answer = await act(previous, form);
    return answer.ok && !isKept(form) ? answer : { ...answer, typed: typedOf(form) };
  };
}

const secret = /password|code$|secret/i;

/** What was typed into a form, for it empties when an answer comes. Passwords and codes are typed again. */
export function typedOf(form: unknown): Record<string, string> {
  if (!(form instanceof FormData)) return {};
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" && !name.startsWith("$") && !secret.test(name) ? [[name, value]] : [])));
}
