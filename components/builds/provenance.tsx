import { Bytes } from "#components/ui/bytes.tsx";
import { DefinitionList, type Definition } from "#components/ui/definition-list.tsx";
import { formatDuration, formatExact } from "#components/ui/format.ts";
import { Hex } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails, Repository } from "#lib/builds/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** What a build was made of: recipe, builder, repositories. */
export function Provenance({ build }: { build: BuildDetails }) {
  const t = useText("build");
  const locale = useLocale();
  const { image, version, files, publishedAt, expiredAt, builder, builderVersion, builderMode, recipeHash, workerName, startedAt, finishedAt, virtualSizeBytes, repositories } = build;
  const facts: (Definition | false)[] = [
    builder !== null && { term: t("provenance.builder"), value: [builder, builderVersion, builderMode && `(${builderMode})`].filter(Boolean).join(" ") },
    recipeHash !== null && { term: t("provenance.recipe"), value: <Hex value={recipeHash} label={t("provenance.copyRecipe")} /> },
    startedAt !== null && { term: t("provenance.started"), value: formatExact(startedAt, locale) },
    finishedAt !== null && startedAt !== null && { term: t("provenance.finished"), value: t("provenance.finishedAfter", { at: formatExact(finishedAt, locale), duration: formatDuration(finishedAt.getTime() - startedAt.getTime(), locale) }) },
    workerName !== null && { term: t("provenance.worker"), value: workerName },
    virtualSizeBytes !== null && { term: t("provenance.diskSize"), value: <Bytes value={virtualSizeBytes} /> },
  ];
  const statement = publishedAt && !expiredAt ? files.find(({ kind }) => kind === "provenance") : undefined;
  const known = facts.filter((fact) => fact !== false);
  return (
    <Section
      id="provenance"
      title={t("provenance.title")}
      lead={t("provenance.lead")}
      aside={
        statement && (
          <a href={`/download/${image}/${version}/${statement.fileName}`} className="link touch">
            {t("provenance.statement")}
          </a>
        )
      }
    >
      <DefinitionList items={known} long />
      {repositories.length > 0 && <Repositories repositories={repositories} />}
    </Section>
  );
}

function Repositories({ repositories }: { repositories: Repository[] }) {
  const t = useText("build");
  return (
    <>
      <h3 className="mt-8 mb-2 text-lg font-semibold">{t("provenance.repositories")}</h3>
      <ul className="border-t border-line">
        {repositories.map(({ uri, suite, components, date, releaseSha256 }) => (
          <li key={`${uri} ${suite}`} className="border-b border-line py-2">
            <p className="font-mono text-sm wrap-anywhere">
              {uri} <span className="font-semibold">{suite}</span> {components.join(" ")}
            </p>
            <p className="text-sm text-soft">{t("provenance.stateOf", { date })}</p>
            <Hex value={releaseSha256} label={t("provenance.copyRelease", { suite })} />
          </li>
        ))}
      </ul>
    </>
  );
}
