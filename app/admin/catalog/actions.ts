"use server";

import { readTextNodes } from "#components/catalog/issue-nodes.ts";
import { adminAction } from "#lib/auth/admin-action.ts";
import { keepTyped } from "#lib/auth/forms.ts";
import { createIssue, editIssue, resetIssue, settleIssue } from "#lib/edits/issues/mutations.ts";
import { createIssueSchema, editIssueSchema, resetIssueSchema, settleIssueSchema } from "#lib/edits/issues/schema.ts";

/** The Markdown of an issue as customers would see it, beside the outcome. */
function withText<Result extends object>(outcome: Result, { body, workaround }: { body: string; workaround: string | null }) {
  return { ...outcome, rendered: { body: readTextNodes(body), workaround: workaround ? readTextNodes(workaround) : [] } };
}

export const makeIssue = keepTyped(adminAction({ permission: "issue:edit", schema: createIssueSchema }, async (actor, input) => withText(await createIssue(actor, input), input)));

export const changeIssue = keepTyped(adminAction({ permission: "issue:edit", schema: editIssueSchema }, async (actor, input) => withText(await editIssue(actor, input), input)));

export const resolveOrReopenIssue = adminAction({ permission: "issue:edit", schema: settleIssueSchema }, settleIssue);

export const takeOwnIssue = adminAction({ permission: "issue:edit", schema: resetIssueSchema }, resetIssue);
