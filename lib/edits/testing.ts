import { systemActor } from "#lib/auth/actor.ts";
import type { EditOutcome } from "./schema.ts";

/** For tests: two who edit at once. */
export const jane = systemActor("jane");
export const john = systemActor("john");

/** For tests: the revision after an edit that must have been saved. */
export function savedRevision(outcome: EditOutcome): number {
  if (!outcome.ok || !outcome.value.isSaved) throw new Error(`Not saved: ${JSON.stringify(outcome)}`);
  return outcome.value.revision;
}
