import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { listEdits } from "../data.ts";
import { changesBetween, toDay } from "../rules.ts";
import type { EditField, EditPage, Present } from "../schema.ts";
import { issueFields, type IssueRow, type IssueValues } from "./schema.ts";

/** All known issues, open ones first, then the newest. */
export async function listIssueRows(_actor: Actor): Promise<IssueRow[]> {
  const rows = await db.knownIssue.findMany({
    orderBy: [{ state: "asc" }, { openedOn: "desc" }, { slug: "asc" }],
    take: 1_000,
    select: { slug: true, title: true, severity: true, openedOn: true, resolvedOn: true, editedAt: true, _count: { select: { scopes: true } } },
  });
  return rows.map(({ editedAt, _count, ...row }) => ({ ...row, isEdited: editedAt !== null, concerns: _count.scopes }));
}

/** An issue as its form holds it; null when there is none of that name. */
export async function readIssue(slug: string, from: Transaction = db): Promise<(Present<IssueValues> & { editedAt: Date | null }) | null> {
  const issue = await from.knownIssue.findUnique({
    where: { slug },
    select: {
      id: true, revision: true, editedAt: true, title: true, severity: true, body: true, workaround: true, openedOn: true, resolvedOn: true,
      scopes: { select: { distribution: { select: { slug: true } }, image: { select: { name: true } }, flavorFamily: { select: { name: true } } } },
    },
  });
  if (!issue) return null;
  const { id, revision, editedAt, scopes, openedOn, resolvedOn, ...texts } = issue;
  const values = {
    ...texts, openedOn: toDay(openedOn) ?? "", resolvedOn: toDay(resolvedOn),
    distributions: scopes.flatMap(({ distribution }) => distribution?.slug ?? []).sort(),
    images: scopes.flatMap(({ image }) => image?.name ?? []).sort(),
    families: scopes.flatMap(({ flavorFamily }) => flavorFamily?.name ?? []).sort(),
  };
  return { id, revision, editedAt, values };
}

/** What the files of the default catalog say of an issue; null when they have none of that name. */
export async function readOwnIssue(slug: string): Promise<IssueValues | null> {
  const { issues } = await readDefaultCatalog(join(process.cwd(), "prisma", "catalog"));
  const issue = issues.find((one) => one.slug === slug);
  if (!issue) return null;
  const { title, severity, body, workaround = null, openedOn, resolvedOn = null, concerns } = issue;
  const sorted = { distributions: concerns.distributions.toSorted(), images: concerns.images.toSorted(), families: concerns.families.toSorted() };
  return { title, severity, body, workaround, openedOn: toDay(openedOn) ?? "", resolvedOn: toDay(resolvedOn), ...sorted };
}

/** The form's fields with everything that an issue can concern. */
export async function readIssueFields(): Promise<EditField[]> {
  const [distributions, images, families] = await Promise.all([
    db.distribution.findMany({ orderBy: [{ family: "asc" }, { release: "asc" }], select: { slug: true, name: true } }),
    db.image.findMany({ orderBy: [{ state: "asc" }, { name: "asc" }], select: { name: true, state: true } }),
    db.flavorFamily.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], select: { name: true } }),
  ]);
  const options: Record<string, EditField["options"]> = {
    distributions: distributions.map(({ slug, name }) => ({ value: slug, label: name })),
    images: images.map(({ name, state }) => ({ value: name, label: name, group: state })),
    families: families.map(({ name }) => ({ value: name, label: name })),
  };
  return issueFields.map((field) => (options[field.name] ? { ...field, options: options[field.name] ?? [] } : field));
}

/** Everything that the page of an issue shows; null when there is none of that name. */
export async function readIssuePage(actor: Actor, slug: string): Promise<EditPage | null> {
  const issue = await readIssue(slug);
  if (!issue) return null;
  const [fields, history, own] = await Promise.all([readIssueFields(), listEdits(actor, "known-issue", issue.id), issue.editedAt ? readOwnIssue(slug) : null]);
  return {
    key: slug, revision: issue.revision, isEdited: issue.editedAt !== null, values: issue.values, fields, history,
    own: own && { changes: changesBetween(issue.values, own), effect: null },
  };
}
