import { parse as parseYaml } from "yaml";
import { AppError } from "#lib/errors.ts";
import { frontMatterSchema, slugSchema, type Doc, type DocSection } from "./schema.ts";

const heading = /^(##|###) (.+?) \{#([a-z][a-z0-9-]*)\}$/;

/**
 * Reads one text: front matter, a lead, and sections. Every heading names its anchor, `## Title {#anchor}`, so that
 * addresses survive a better title and are the same in every language. Throws `AppError` with file and line otherwise.
 */
export function parseDoc(slug: string, text: string, file: string): Doc {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (front === undefined || body === undefined) throw defect(file, "begin with front matter between two lines ---");
  const head = frontMatterSchema.safeParse(parseYaml(front));
  if (!head.success) throw defect(file, head.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  if (!slugSchema.safeParse(slug).success) throw defect(file, "name the file in lower-case letters, digits and hyphens");
  const [lead, ...sections] = splitAtHeadings(body, file);
  return { slug, ...head.data, lead: lead.markdown, sections };
}

/** The text before the first heading, as a section without one, and then all sections. Fenced code is not searched. */
function splitAtHeadings(body: string, file: string): [{ markdown: string }, ...DocSection[]] {
  const lead: string[] = [];
  const sections: { head: Omit<DocSection, "markdown">; lines: string[] }[] = [];
  let inFence = false;
  for (const line of body.split("\n")) {
    if (line.startsWith("```")) inFence = !inFence;
    if (!inFence && line.startsWith("#")) sections.push({ head: headOf(line, file), lines: [] });
    else (sections.at(-1)?.lines ?? lead).push(line);
  }
  return [{ markdown: lead.join("\n").trim() }, ...sections.map(({ head, lines }) => ({ ...head, markdown: lines.join("\n").trim() }))];
}

function headOf(line: string, file: string): Omit<DocSection, "markdown"> {
  const [, marks, title, id] = heading.exec(line) ?? [];
  if (!marks || !title || !id) throw defect(file, `write "${line}" as "## Title {#anchor}", with two or three #`);
  return { id, title, level: marks.length === 2 ? 2 : 3 };
}

function defect(file: string, problem: string): AppError {
  return new AppError("internal", `${file}: ${problem}`);
}
