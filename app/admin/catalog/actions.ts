"use server";

import { readTextNodes } from "#components/catalog/issue-nodes.ts";
import { adminAction } from "#lib/auth/admin-action.ts";
import { keepTyped } from "#lib/auth/forms.ts";
import { createCapability, editCapability, resetCapability } from "#lib/edits/capabilities/mutations.ts";
import { createCapabilitySchema, editCapabilitySchema, resetCapabilitySchema } from "#lib/edits/capabilities/schema.ts";
import { createFamily, editFamily, resetFamily } from "#lib/edits/families/mutations.ts";
import { createFamilySchema, editFamilySchema, resetFamilySchema } from "#lib/edits/families/schema.ts";
import { createImage, editImage, resetImage } from "#lib/edits/images/mutations.ts";
import { createImageSchema, editImageSchema, resetImageSchema } from "#lib/edits/images/schema.ts";
import { createIssue, editIssue, resetIssue, settleIssue } from "#lib/edits/issues/mutations.ts";
import { createIssueSchema, editIssueSchema, resetIssueSchema, settleIssueSchema } from "#lib/edits/issues/schema.ts";
import { createSize, editSize, resetSize } from "#lib/edits/sizes/mutations.ts";
import { createSizeSchema, editSizeSchema, resetSizeSchema } from "#lib/edits/sizes/schema.ts";

/** The Markdown of an issue as customers would see it, beside the outcome. */
function withText<Result extends object>(outcome: Result, { body, workaround }: { body: string; workaround: string | null }) {
  return { ...outcome, rendered: { body: readTextNodes(body), workaround: workaround ? readTextNodes(workaround) : [] } };
}

export const makeIssue = keepTyped(adminAction({ permission: "issue:edit", schema: createIssueSchema }, async (actor, input) => withText(await createIssue(actor, input), input)));

export const changeIssue = keepTyped(adminAction({ permission: "issue:edit", schema: editIssueSchema }, async (actor, input) => withText(await editIssue(actor, input), input)));

export const resolveOrReopenIssue = adminAction({ permission: "issue:edit", schema: settleIssueSchema }, settleIssue);

export const takeOwnIssue = adminAction({ permission: "issue:edit", schema: resetIssueSchema }, resetIssue);

export const makeImage = keepTyped(adminAction({ permission: "catalog:edit", schema: createImageSchema }, createImage));

export const changeImage = keepTyped(adminAction({ permission: "catalog:edit", schema: editImageSchema }, editImage));

export const takeOwnImage = adminAction({ permission: "catalog:edit", schema: resetImageSchema }, resetImage);

export const makeFamily = keepTyped(adminAction({ permission: "catalog:edit", schema: createFamilySchema }, createFamily));

export const changeFamily = keepTyped(adminAction({ permission: "catalog:edit", schema: editFamilySchema }, editFamily));

export const takeOwnFamily = adminAction({ permission: "catalog:edit", schema: resetFamilySchema }, resetFamily);

export const makeSize = keepTyped(adminAction({ permission: "catalog:edit", schema: createSizeSchema }, createSize));

export const changeSize = keepTyped(adminAction({ permission: "catalog:edit", schema: editSizeSchema }, editSize));

export const takeOwnSize = adminAction({ permission: "catalog:edit", schema: resetSizeSchema }, resetSize);

export const makeCapability = keepTyped(adminAction({ permission: "catalog:edit", schema: createCapabilitySchema }, createCapability));

export const changeCapability = keepTyped(adminAction({ permission: "catalog:edit", schema: editCapabilitySchema }, editCapability));

export const takeOwnCapability = adminAction({ permission: "catalog:edit", schema: resetCapabilitySchema }, resetCapability);
