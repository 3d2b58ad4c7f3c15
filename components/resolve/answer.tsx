import { Archive, CircleCheck, CircleDashed, CircleX, History, ShieldX, type LucideIcon } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { DefinitionList, type Definition } from "#components/ui/definition-list.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { Resolution } from "#lib/resolver/schema.ts";
import { useText } from "#lib/text.ts";

type VerdictKey = "latest" | "prev" | "hidden" | "revoked" | "expired" | "unfinished" | "failed" | "cancelled" | "image" | "retired" | "emptyChannel";

const looks: Record<VerdictKey, { icon: LucideIcon; ink: string }> = {
  latest: { icon: CircleCheck, ink: "text-ok" },
  prev: { icon: History, ink: "text-attention" },
  hidden: { icon: History, ink: "text-attention" },
  revoked: { icon: ShieldX, ink: "text-bad" },
  expired: { icon: Archive, ink: "text-bad" },
  unfinished: { icon: CircleDashed, ink: "text-running" },
  failed: { icon: CircleX, ink: "text-bad" },
  cancelled: { icon: CircleX, ink: "text-quiet" },
  image: { icon: CircleCheck, ink: "text-ok" },
  retired: { icon: Archive, ink: "text-attention" },
  emptyChannel: { icon: CircleDashed, ink: "text-attention" },
};

function verdictOf({ build, image, matchedBy }: Resolution): VerdictKey {
  if (build) return build.state;
  if (image.condition === "retired") return "retired";
  return matchedBy === "channel" || matchedBy === "glance-name" ? "emptyChannel" : "image";
}

/** What a name or an id means today: the verdict in one line, then the facts. */
export function Answer({ resolution }: { resolution: Resolution }) {
  const t = useText("resolve");
  const verdict = verdictOf(resolution);
  const { icon: Icon, ink } = looks[verdict];
  const { query, build } = resolution;
  return (
    <section aria-labelledby="verdict" className="mt-8 rounded-md border border-line-strong bg-surface p-5 md:p-6">
      <p className="font-mono text-sm wrap-anywhere text-soft">{query}</p>
      <h2 id="verdict" className={`mt-1 mb-4 flex items-center gap-2 text-xl font-semibold ${ink}`}>
        <Icon size={20} aria-hidden className="shrink-0" />
        {t(`verdict.${verdict}`)}
      </h2>
      {build?.revocation && (
        <p lang="en" className="mb-4 max-w-[72ch]">
          {build.revocation.explanation}
        </p>
      )}
      <Facts resolution={resolution} />
      <p className="mt-4">
        <a href={`/api/v1/resolve/${encodeURIComponent(query)}`} className="link">
          {t("asJson")}
        </a>
      </p>
    </section>
  );
}

function Facts({ resolution: { matchedBy, image, build, registration, current } }: { resolution: Resolution }) {
  const t = useText("resolve");
  const buildLink = (name: string, version: string, text = version) => (
    <PageLink href={`/images/${name}/${version}`} className="link font-mono wrap-anywhere">
      <Breakable text={text} />
    </PageLink>
  );
  const imageLink = (name: string) => (
    <PageLink href={`/images/${name}`} className="link font-mono wrap-anywhere">
      <Breakable text={name} />
    </PageLink>
  );
  const replacement = build?.revocation?.replacementVersion;
  const facts: (Definition | false | null | undefined)[] = [
    { term: t("facts.understoodAs"), value: t(`matchedBy.${matchedBy}`) },
    { term: t("facts.image"), value: imageLink(image.name) },
    build && { term: t("facts.build"), value: buildLink(image.name, build.version) },
    build?.publishedAt && { term: t("facts.presentName"), value: <Name text={build.presentName} /> },
    build?.publishedAt && { term: t("facts.published"), value: <When at={build.publishedAt} /> },
    build?.publishedAt && build.state !== "expired" && { term: t("facts.availableUntil"), value: build.availableUntil ? <Day at={build.availableUntil} /> : t("facts.inChannel") },
    registration && { term: t("facts.cloud"), value: <span className="font-mono wrap-anywhere">{registration.cloud}</span> },
    registration && { term: t("facts.nameInCloud"), value: registration.name ? <Name text={registration.name} /> : t("facts.removed") },
    registration?.goneAt && { term: t("facts.idGone"), value: <When at={registration.goneAt} /> },
    registration !== null && registration.glanceId !== null && { term: t("facts.idInCloud"), value: <span className="font-mono text-sm wrap-anywhere">{registration.glanceId}</span> },
    build && { term: t("facts.buildId"), value: <span className="font-mono text-sm wrap-anywhere">{build.id}</span> },
    build?.revocation && { term: t("facts.revoked"), value: <When at={build.revocation.at} /> },
    replacement ? { term: t("facts.replacedBy"), value: buildLink(image.name, replacement) } : null,
    image.replacement ? { term: t("facts.replacedBy"), value: imageLink(image.replacement) } : null,
    build?.state !== "latest" && { term: t("facts.useNow"), value: current ? buildLink(current.image, current.version, `${current.name} (${current.version})`) : t("facts.nothing") },
  ];
  return <DefinitionList items={facts.filter((fact): fact is Definition => Boolean(fact))} long />;
}

function Name({ text }: { text: string }) {
  return (
    <span className="font-mono wrap-anywhere">
      <Breakable text={text} />
    </span>
  );
}
