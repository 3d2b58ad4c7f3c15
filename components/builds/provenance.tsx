import { Bytes } from "#components/ui/bytes.tsx";
import { DefinitionList, type Definition } from "#components/ui/definition-list.tsx";
import { formatDuration, formatExact } from "#components/ui/format.ts";
import { Hex } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails, Repository } from "#lib/builds/schema.ts";

/** What a build was made of: recipe, builder, repositories. */
export function Provenance({ build }: { build: BuildDetails }) {
  const { builder, builderVersion, builderMode, recipeHash, workerName, startedAt, finishedAt, virtualSizeBytes, repositories } = build;
  const facts: (Definition | false)[] = [
    builder !== null && { term: "Builder", value: [builder, builderVersion, builderMode && `(${builderMode})`].filter(Boolean).join(" ") },
    recipeHash !== null && { term: "Recipe, SHA-256", value: <Hex value={recipeHash} label="the hash of the recipe" /> },
    startedAt !== null && { term: "Started", value: formatExact(startedAt) },
    finishedAt !== null && startedAt !== null && { term: "Finished", value: `${formatExact(finishedAt)}, after ${formatDuration(finishedAt.getTime() - startedAt.getTime())}` },
    workerName !== null && { term: "Worker", value: workerName },
    virtualSizeBytes !== null && { term: "Disk size", value: <Bytes value={virtualSizeBytes} /> },
  ];
  const known = facts.filter((fact) => fact !== false);
  return (
    <Section id="provenance" title="Provenance" lead="What it was made of.">
      <DefinitionList items={known} long />
      {repositories.length > 0 && <Repositories repositories={repositories} />}
    </Section>
  );
}

function Repositories({ repositories }: { repositories: Repository[] }) {
  return (
    <>
      <h3 className="mt-8 mb-2 text-lg font-semibold">Repositories</h3>
      <ul className="border-t border-line">
        {repositories.map(({ uri, suite, components, date, releaseSha256 }) => (
          <li key={`${uri} ${suite}`} className="border-b border-line py-2">
            <p className="font-mono text-sm wrap-anywhere">
              {uri} <span className="font-semibold">{suite}</span> {components.join(" ")}
            </p>
            <p className="text-sm text-soft">State of {date}</p>
            <Hex value={releaseSha256} label={`the hash of the Release file of ${suite}`} />
          </li>
        ))}
      </ul>
    </>
  );
}
