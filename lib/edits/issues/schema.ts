import { z } from "zod";
import type { Severity } from "#lib/builds/schema.ts";
import { dayOrNone, gatherBoxes, line, requestShape, shaped, text, type EditField, type Values } from "../schema.ts";

export const severities = ["low", "medium", "high", "critical"] as const;

const names = z.array(z.string().max(120)).max(500);
const slug = shaped(/^[a-z0-9][a-z0-9-]{1,79}$/, "Use 2 to 80 lower-case letters, digits and hyphens, beginning with a letter or digit.").refine((value) => value !== "new", "“new” is an address of its own. Choose another name.");

const fields = {
  title: line("a title", 160),
  severity: z.enum(severities, "Choose low, medium, high or critical."),
  body: text("what happens", 8_000),
  workaround: z.string().transform((value) => value.replaceAll("\r\n", "\n").trim() || null).pipe(z.string().max(4_000, "Use at most 4000 characters.").nullable()),
  openedOn: z.iso.date("Enter the day as YYYY-MM-DD."),
  resolvedOn: dayOrNone,
  distributions: names,
  images: names,
  families: names,
};
const boxes = ["distributions", "images", "families"];

type Dated = { openedOn: string; resolvedOn: string | null; distributions: string[]; images: string[]; families: string[] };
function checkTogether({ openedOn, resolvedOn, distributions, images, families }: Dated, context: z.RefinementCtx): void {
  if (resolvedOn !== null && resolvedOn < openedOn) context.addIssue({ code: "custom", path: ["resolvedOn"], message: `${resolvedOn} is before ${openedOn}, the day on which it was opened. Enter a later day, or leave it empty while the issue is open.` });
  if (distributions.length + images.length + families.length === 0) context.addIssue({ code: "custom", path: ["distributions"], message: "Nothing is ticked. Tick at least one distribution, image or flavor family, so that somebody sees the issue." });
}

export const createIssueSchema = z.preprocess(gatherBoxes(...boxes), z.object({ slug, intent: requestShape.intent, ...fields }).superRefine(checkTogether));
export const editIssueSchema = z.preprocess(gatherBoxes(...boxes), z.object({ slug, ...requestShape, ...fields }).superRefine(checkTogether));
export const settleIssueSchema = z.object({ slug, revision: requestShape.revision, to: z.enum(["open", "resolved"]) });
export const resetIssueSchema = z.object({ slug, revision: requestShape.revision });
export type CreateIssue = z.output<typeof createIssueSchema>;
export type EditIssue = z.output<typeof editIssueSchema>;

/** A known issue as a form holds it; it is open while `resolvedOn` is null. */
export type IssueValues = { [field: string]: string | null | string[] } & {
  title: string; severity: Severity; body: string; workaround: string | null; openedOn: string; resolvedOn: string | null; distributions: string[]; images: string[]; families: string[];
};

export type IssueRow = { slug: string; title: string; severity: Severity; openedOn: Date; resolvedOn: Date | null; isEdited: boolean; concerns: number };

const markdown = "Markdown: paragraphs, lists, links, emphasis, `code`. Customers read it on the pages of what it concerns.";

/** The fields of the form, without the options that the database knows. */
export const issueFields: EditField[] = [
  { name: "title", label: "Title", kind: "line", required: true, maxLength: 160 },
  { name: "severity", label: "Severity", kind: "choice", options: severities.map((value) => ({ value, label: value })) },
  { name: "body", label: "What happens", kind: "text", required: true, maxLength: 8_000, hint: markdown },
  { name: "workaround", label: "What helps (optional)", kind: "text", maxLength: 4_000, hint: "Markdown too." },
  { name: "openedOn", label: "Known since", kind: "day", required: true },
  { name: "resolvedOn", label: "Resolved on", kind: "day", hint: "Empty while the issue is open." },
  { name: "distributions", label: "Distributions", kind: "many", part: "What it concerns", hint: "Every image of these." },
  { name: "images", label: "Images", kind: "many" },
  { name: "families", label: "Flavor families", kind: "many" },
];

/** The field that only a new issue has. */
export const slugField: EditField = { name: "slug", label: "Short name", kind: "line", required: true, maxLength: 80, hint: "Part of its address, such as password-by-user-data. It never changes." };

/** What the form of a new issue begins with. */
export function newIssue(today: Date): Values {
  return { slug: "", title: "", severity: "medium", body: "", workaround: "", openedOn: today.toISOString().slice(0, 10), resolvedOn: null, distributions: [], images: [], families: [] };
}
