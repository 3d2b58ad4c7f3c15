import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { create, edit, type Subject } from "../mutations.ts";
import { fromDay, toDay } from "../rules.ts";
import type { EditOutcome } from "../schema.ts";
import { readIssue, readOwnIssue } from "./data.ts";
import type { CreateIssue, EditIssue, IssueValues } from "./schema.ts";

function subject(slug: string): Subject<IssueValues> {
  return { kind: "known-issue", name: slug, read: (tx) => readIssue(slug, tx), check: async (tx, wanted) => checkScopes(wanted, await readScopes(tx, wanted)) };
}

/** Makes a known issue. */
export async function createIssue(actor: Actor, { slug, intent, ...wanted }: CreateIssue): Promise<EditOutcome> {
  return create(actor, subject(slug), wanted, intent, async (tx, editedAt) => {
    const made = await tx.knownIssue.createManyAndReturn({ data: { slug, ...columns(wanted), editedAt }, skipDuplicates: true, select: { id: true } });
    const [issue] = made;
    if (!issue) return null;
    await writeScopes(tx, issue.id, wanted);
    return issue.id;
  }, "slug");
}

/** Changes a known issue and what it concerns. */
export function editIssue(actor: Actor, { slug, intent, revision, confirmed, ...wanted }: EditIssue): Promise<EditOutcome> {
  return edit(actor, subject(slug), wanted, { intent, revision, confirmed }, write(slug));
}

/** Resolves an issue from today on, or opens it again. */
export function settleIssue(actor: Actor, { slug, revision, to }: { slug: string; revision: number; to: "open" | "resolved" }): Promise<EditOutcome> {
  const resolvedOn = to === "open" ? null : toDay(new Date());
  return edit(actor, subject(slug), (present) => ({ ...present, resolvedOn: resolvedOn && resolvedOn < present.openedOn ? present.openedOn : resolvedOn }), { intent: "save", revision }, write(slug));
}

/** Gives an issue back to the files of the default catalog: their values, and their next changes. */
export async function resetIssue(actor: Actor, { slug, revision }: { slug: string; revision: number }): Promise<EditOutcome> {
  const own = await readOwnIssue(slug);
  if (!own) return { ok: false, code: "no-own-values", message: `The catalog's files have no issue ${slug}: it was made here.` };
  return edit(actor, subject(slug), own, { intent: "save", revision }, write(slug), "reset");
}

function write(slug: string) {
  return (wanted: IssueValues) => async (tx: Transaction, { editedAt, revision, id }: { editedAt: Date | null; revision: number; id: string }) => {
    const { count } = await tx.knownIssue.updateMany({ where: { slug, revision }, data: { ...columns(wanted), editedAt } });
    if (count === 0) return false;
    await tx.knownIssueScope.deleteMany({ where: { issueId: id } });
    await writeScopes(tx, id, wanted);
    return true;
  };
}

function columns({ title, severity, body, workaround, openedOn, resolvedOn }: IssueValues) {
  return { title, severity, body, workaround, openedOn: new Date(`${openedOn}T00:00:00Z`), resolvedOn: fromDay(resolvedOn), state: resolvedOn === null ? ("open" as const) : ("resolved" as const) };
}

async function readScopes(tx: Transaction, { distributions, images, families }: IssueValues) {
  const foundDistributions = await tx.distribution.findMany({ where: { slug: { in: distributions } }, select: { id: true, slug: true } });
  const foundImages = await tx.image.findMany({ where: { name: { in: images } }, select: { id: true, name: true } });
  const foundFamilies = await tx.flavorFamily.findMany({ where: { name: { in: families } }, select: { id: true, name: true } });
  return {
    distributions: new Map(foundDistributions.map(({ id, slug }) => [slug, id])),
    images: new Map(foundImages.map(({ id, name }) => [name, id])),
    families: new Map(foundFamilies.map(({ id, name }) => [name, id])),
  };
}

function checkScopes(wanted: IssueValues, known: Awaited<ReturnType<typeof readScopes>>): Record<string, string[]> | null {
  const errors = (["distributions", "images", "families"] as const).flatMap((field) => {
    const missing = wanted[field].filter((name) => !known[field].has(name));
    return missing.length > 0 ? [[field, [`The catalog has no ${missing.join(", ")}. Reload the page and tick again.`]] as const] : [];
  });
  return errors.length > 0 ? Object.fromEntries(errors.map(([field, messages]) => [field, [...messages]])) : null;
}

async function writeScopes(tx: Transaction, issueId: string, wanted: IssueValues): Promise<void> {
  const known = await readScopes(tx, wanted);
  await tx.knownIssueScope.createMany({
    data: [
      ...[...known.distributions.values()].map((distributionId) => ({ issueId, distributionId })),
      ...[...known.images.values()].map((imageId) => ({ issueId, imageId })),
      ...[...known.families.values()].map((flavorFamilyId) => ({ issueId, flavorFamilyId })),
    ],
  });
}
