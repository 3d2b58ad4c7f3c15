import { z } from "zod";

/** The parts of the documentation, in the order in which a newcomer needs them. */
export const topics = ["start", "trust", "special", "reference"] as const;
export type Topic = (typeof topics)[number];

/** The head of a text in docs/portal/LANGUAGE/SLUG.md; `order` sorts the whole documentation. */
export const frontMatterSchema = z.strictObject({
  title: z.string().trim().min(1, "write a title"),
  summary: z.string().trim().min(1, "write one sentence that says what the page answers").max(180, "keep it below 180 characters"),
  topic: z.enum(topics),
  order: z.int().positive(),
});

/** The last part of an article's address. */
export const slugSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, "use lower-case letters, digits and hyphens");

/** A heading and the Markdown below it, up to the next heading; `id` is its anchor in every language. */
export type DocSection = { id: string; title: string; level: 2 | 3; markdown: string };

/** A text without its content, as lists show it. */
export type DocEntry = z.output<typeof frontMatterSchema> & { slug: string };

/** A whole text; `lead` is the Markdown before the first heading. */
export type Doc = DocEntry & { lead: string; sections: DocSection[] };

/** A text that a search found, with the place that fits best; `section` is null for the beginning of the text. */
export type DocHit = { slug: string; title: string; section: { id: string; title: string } | null; snippet: string };

/** A known issue as the documentation lists it; `concerns` names images, distributions and flavor families. */
export type KnownIssueEntry = {
  slug: string;
  title: string;
  body: string;
  workaround: string | null;
  severity: "low" | "medium" | "high" | "critical";
  openedOn: Date;
  resolvedOn: Date | null;
  concerns: { images: string[]; distributions: string[]; families: string[] };
};
