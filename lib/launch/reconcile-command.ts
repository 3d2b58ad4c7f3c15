import { parseArgs } from "node:util";
import { messageOf, type Outcome } from "#lib/errors.ts";

export const usage = `npm run reconcile                 brings every cloud of clouds.yaml to what the catalog says, once
npm run reconcile -- --plan       says what that would do, and does nothing
npm run reconcile -- --cloud NAME the same for one cloud of several; with --plan as well

ends with 0 when all went well, with 1 when something failed, with 2 when the command was not understood`;

/** `cloud`: the only one that is meant. */
export type ReconcileCommand = { isPlan: boolean; cloud: string | null };

/** The command that the words behind `npm run reconcile --` give. */
export function readReconcileCommand(words: string[]): Outcome<ReconcileCommand, "usage"> {
  try {
    const { values } = parseArgs({ args: words, options: { plan: { type: "boolean" }, cloud: { type: "string" } }, strict: true });
    return { ok: true, value: { isPlan: values.plan ?? false, cloud: values.cloud ?? null } };
  } catch (error) {
    return { ok: false, code: "usage", message: messageOf(error) };
  }
}
