import type { PackageChanges } from "#lib/compare/schema.ts";
import type { FeedEvent } from "../events/schema.ts";
import type { FeedEntry, FeedLink } from "../schema.ts";
import { derivedId } from "../stable-id.ts";
import { link, packageChanges, paragraph, reasonWords, withdrawal, written } from "./content.ts";
import type { BuildFacts, ImageFacts, IssueFacts } from "./schema.ts";

/** What the entries of one page are made of. */
export type Facts = {
  publicUrl: string;
  builds: Map<string, BuildFacts>;
  issues: Map<string, IssueFacts>;
  image: ImageFacts | null;
  /** From the build that was latest before to the one of the event; null where there is nothing to compare. */
  changesOf: (event: FeedEvent) => PackageChanges | null;
};

const html = "text/html";
const newest = (...times: (Date | null | undefined)[]) => new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));

/** The entry of an event; null when what it is about is not there any more. */
export function entryOf(event: FeedEvent, facts: Facts): FeedEntry | null {
  if (event.kind === "retired") return facts.image && retirement(event, facts.image, facts);
  if (event.kind === "issue-opened" || event.kind === "issue-resolved") {
    const issue = facts.issues.get(event.key);
    return issue ? issueEntry(event, issue, facts) : null;
  }
  const build = event.buildId === null ? undefined : facts.builds.get(event.buildId);
  if (!build) return null;
  if (event.kind === "revoked") return revocation(event, build, facts);
  return event.kind === "became-prev" ? becamePrev(event, build, facts) : arrival(event, build, facts);
}

/** A build was published, or became latest. */
function arrival(event: FeedEvent, build: BuildFacts, facts: Facts): FeedEntry {
  const { publicUrl } = facts;
  const { image, version, trigger, tests, distribution } = build;
  const other = event.otherId === null ? undefined : facts.builds.get(event.otherId);
  const packages = facts.changesOf(event);
  const isPublication = event.kind === "published";
  const act = event.promotion === "rollback" ? "rollback" : isPublication ? "published" : "promotion";
  const titles = { published: `${image} ${version} is published`, promotion: `${image} ${version} is latest`, rollback: `${image} is rolled back to ${version}` };
  const [pageOfBuild, pageOfImage] = [link(pageOf(publicUrl, build), version), link(`${publicUrl}/images/${image}`, image)];
  const said = isPublication
    ? paragraph("Build ", pageOfBuild, " of ", pageOfImage, ` was published${trigger === "security" ? "; it was made because of security updates" : ""}. ${testWords(tests)}`)
    : paragraph("Build ", pageOfBuild, " is latest of ", pageOfImage, other ? ` in place of ${other.version}` : "", `${promotionWords[event.promotion ?? "promotion"]}. ${testWords(tests)}`);
  return {
    id: event.key,
    title: titles[act],
    published: event.at,
    updated: newest(event.at, build.revocation?.at, build.revocation?.replacement?.revokedAt, build.expiredAt),
    author: event.by,
    categories: [act, image, distribution, ...(trigger === "security" ? ["security"] : []), ...(build.revocation ? ["revoked"] : [])],
    links: [
      ...buildLinks(publicUrl, build),
      ...(packages && other ? [{ rel: "related", href: `${publicUrl}/images/${image}/compare/${other.version}...${version}`, type: html, title: `Compared with ${other.version}` } as const] : []),
    ],
    content: [
      said,
      ...(event.reason ? [paragraph(isPublication ? "Note: " : "Reason: ", event.reason)] : []),
      ...withdrawal(publicUrl, build),
      ...(build.expiredAt && !build.revocation ? [paragraph("Its time is over, and its files are gone.")] : []),
      ...(packages && other ? packageChanges(publicUrl, { image, before: other.version, after: version, packages }) : []),
    ],
  };
}

const promotionWords = { first: ", the first one", promotion: "", policy: ", by the policy of the image", rollback: ": it was rolled back" } as const;

function testWords({ passed, total }: BuildFacts["tests"]): string {
  return total === 0 ? "" : `${passed} of ${total} checks passed.`;
}

function becamePrev(event: FeedEvent, build: BuildFacts, { publicUrl, builds }: Facts): FeedEntry {
  const { image, version, distribution } = build;
  const successor = event.otherId === null ? undefined : builds.get(event.otherId);
  return {
    id: derivedId(event.key, "prev"),
    title: `${image} ${version} is prev`,
    published: event.at,
    updated: newest(event.at, build.revocation?.at, build.revocation?.replacement?.revokedAt, build.expiredAt),
    author: event.by,
    categories: ["prev", image, distribution, ...(build.revocation ? ["revoked"] : [])],
    links: buildLinks(publicUrl, build),
    content: [
      paragraph("Build ", link(pageOf(publicUrl, build), version), " of ", link(`${publicUrl}/images/${image}`, image), ` is prev, because ${successor?.version ?? "another build"} is latest.`),
      ...(event.reason ? [paragraph("Reason: ", event.reason)] : []),
      ...withdrawal(publicUrl, build),
    ],
  };
}

function revocation(event: FeedEvent, build: BuildFacts, { publicUrl }: Facts): FeedEntry {
  const { image, version, distribution, revocation: facts } = build;
  const replacement = facts?.replacement ?? null;
  return {
    id: derivedId(event.key, "revoked"),
    title: `${image} ${version} is revoked: ${facts ? reasonWords[facts.reason] : ""}`,
    published: event.at,
    updated: newest(event.at, replacement?.revokedAt),
    author: event.by,
    categories: ["revocation", "security", image, distribution, ...(facts ? [`reason-${facts.reason.replaceAll("_", "-")}`, `severity-${facts.severity}`] : [])],
    links: [
      ...buildLinks(publicUrl, build),
      ...(replacement ? [{ rel: "successor-version", href: `${publicUrl}/images/${image}/${replacement.version}`, type: html, title: `The replacement, ${replacement.version}` } as const] : []),
    ],
    content: [paragraph("Build ", link(pageOf(publicUrl, build), version), " of ", link(`${publicUrl}/images/${image}`, image), " was withdrawn for good."), ...withdrawal(publicUrl, build)],
  };
}

function retirement(event: FeedEvent, { id, name, replacement }: ImageFacts, { publicUrl }: Facts): FeedEntry {
  const page = `${publicUrl}/images/${name}`;
  return {
    id: derivedId(id, "retired"),
    title: `${name} is retired`,
    published: event.at,
    updated: event.at,
    author: null,
    categories: ["retirement", name],
    links: [
      { rel: "alternate", href: page, type: html },
      ...(replacement ? [{ rel: "successor-version", href: `${publicUrl}/images/${replacement}`, type: html, title: `The replacement, ${replacement}` } as const] : []),
    ],
    content: [
      paragraph("The image ", link(page, name), " is not built any more. Its builds stay until their time is over."),
      ...(replacement ? [paragraph("Use ", link(`${publicUrl}/images/${replacement}`, replacement), " instead.")] : []),
    ],
  };
}

function issueEntry(event: FeedEvent, issue: IssueFacts, { publicUrl }: Facts): FeedEntry {
  const isOpening = event.kind === "issue-opened";
  const page = `${publicUrl}/docs/known-issues#issue-${issue.slug}`;
  return {
    id: isOpening ? issue.id : derivedId(issue.id, "resolved"),
    title: `${isOpening ? "Known issue" : "Resolved"}: ${issue.title}`,
    published: event.at,
    updated: newest(event.at, issue.resolvedOn, issue.editedAt),
    author: null,
    categories: [isOpening ? "known-issue" : "resolved-issue", `severity-${issue.severity}`, ...issue.concerns],
    links: [{ rel: "alternate", href: page, type: html }],
    content: [
      paragraph(issue.resolvedOn ? `Resolved on ${issue.resolvedOn.toISOString().slice(0, 10)}.` : "Open.", ` Severity: ${issue.severity}.`, issue.concerns.length > 0 ? ` Concerns ${issue.concerns.join(", ")}.` : ""),
      ...written(issue.body),
      ...(issue.workaround ? [paragraph("Workaround:"), ...written(issue.workaround)] : []),
    ],
  };
}

function pageOf(publicUrl: string, { image, version }: BuildFacts): string {
  return `${publicUrl}/images/${image}/${version}`;
}

/** Pages of a build, and its file while it is given out to everybody. */
function buildLinks(publicUrl: string, build: BuildFacts): FeedLink[] {
  const { image, version, qcow2, metalink } = build;
  const folder = `${publicUrl}/download/${image}/${version}`;
  const isGivenOut = !build.revocation && !build.expiredAt;
  return [
    { rel: "alternate", href: pageOf(publicUrl, build), type: html },
    { rel: "related", href: `${publicUrl}/api/v1/images/${image}/builds/${version}`, type: "application/json", title: "The build in the API" },
    ...(isGivenOut && qcow2 ? [{ rel: "enclosure", href: `${folder}/${qcow2.fileName}`, type: qcow2.mediaType, length: qcow2.sizeBytes, title: qcow2.fileName } as const] : []),
    ...(isGivenOut && metalink ? [{ rel: "describedby", href: `${folder}/${metalink.fileName}`, type: metalink.mediaType, title: "Hashes and signature (Metalink)" } as const] : []),
  ];
}
