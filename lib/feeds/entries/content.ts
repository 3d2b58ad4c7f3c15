import type { RevocationReason } from "#lib/builds/schema.ts";
import type { PackageChanges } from "#lib/compare/schema.ts";
import { element, type XmlChild, type XmlNode } from "#lib/xml.ts";
import type { BuildFacts } from "./schema.ts";

/** What of the packages an entry names before it sends the reader to the page of the comparison. */
const linesShown = 40;

/** Why a build was withdrawn, behind "because of". */
export const reasonWords: Record<RevocationReason, string> = {
  vulnerability: "a vulnerability",
  defect: "a defect",
  compromised_key: "a compromised key",
  licensing: "its licence",
  wrong_content: "wrong content",
  other: "another reason",
};

export function paragraph(...children: XmlChild[]): XmlNode {
  return element("p", {}, ...children);
}

export function link(href: string, text: string): XmlNode {
  return element("a", { href }, text);
}

/** What people wrote, in their own paragraphs. */
export function written(text: string): XmlNode[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((part) => paragraph(part));
}

/** The withdrawal of a build: reason, explanation, replacement, and what became of its files. */
export function withdrawal(publicUrl: string, { image, revocation }: Pick<BuildFacts, "image" | "revocation">): XmlNode[] {
  if (!revocation) return [];
  const { reason, severity, explanation, replacement } = revocation;
  const page = replacement && link(`${publicUrl}/images/${image}/${replacement.version}`, replacement.version);
  return [
    paragraph(element("strong", {}, "Revoked"), ` because of ${reasonWords[reason]} (severity: ${severity}).`),
    ...written(explanation),
    replacement ? paragraph("Use ", page, replacement.revokedAt ? " was the advice; that build has been revoked since." : " instead.") : paragraph("There is no replacement yet."),
    paragraph("Its files are given out only with ", element("code", {}, "?revoked=1"), " behind their address."),
  ];
}

type Compared = { image: string; before: string; after: string; packages: PackageChanges };

/** What happened to the packages since another build: how many, the first of them, and where the rest is. */
export function packageChanges(publicUrl: string, { image, before, after, packages }: Compared): XmlNode[] {
  const { added, removed, upgraded, downgraded } = packages;
  const step = ({ name, before: was, after: is }: PackageChanges["upgraded"][number]) => `${name} ${was} → ${is}`;
  const whole = ({ name, version }: PackageChanges["added"][number]) => `${name} ${version}`;
  const kinds = [
    { word: "downgraded", lines: downgraded.map(step) },
    { word: "removed", lines: removed.map(whole) },
    { word: "added", lines: added.map(whole) },
    { word: "upgraded", lines: upgraded.map(step) },
  ].filter(({ lines }) => lines.length > 0);
  const page = link(`${publicUrl}/images/${image}/compare/${before}...${after}`, `Compared with ${before}`);
  const lines = kinds.flatMap(({ word, lines: ofKind }) => ofKind.map((text) => `${word}: ${text}`));
  if (lines.length === 0) return [paragraph(page, ", which was latest before, no package differs.")];
  const left = lines.length - linesShown;
  return [
    paragraph(page, `, which was latest before: ${kinds.map(({ word, lines: ofKind }) => `${ofKind.length} ${word}`).join(", ")}.`),
    element("ul", {}, ...lines.slice(0, linesShown).map((text) => element("li", {}, text)), left > 0 ? element("li", {}, `and ${left} more, on the page of the comparison`) : null),
  ];
}
