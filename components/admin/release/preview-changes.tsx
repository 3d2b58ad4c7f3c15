import { Fold } from "#components/admin/fold.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { Comparison, PackageChanges } from "#lib/compare/schema.ts";

/** What customers get that they do not have now: packages and tests. */
export function PreviewChanges({ comparison }: { comparison: Comparison }) {
  const { image, before, after, packages, tests } = comparison;
  return (
    <Section
      id="changes"
      title="What changes in it"
      lead={`From ${before.version} to ${after.version}. Tests: ${before.tests.passed} of ${before.tests.total} passed before, ${after.tests.passed} of ${after.tests.total} now.`}
      aside={
        <PageLink href={`/images/${image}/compare/${before.version}...${after.version}`} className="link">
          Compare in full
        </PageLink>
      }
    >
      <PackageLists packages={packages} />
      {tests.length > 0 && (
        <Fold className="border-b border-line" isOpen={tests.length <= 8} title={tests.length === 1 ? "1 check has another verdict" : `${tests.length} checks have another verdict`}>
          <Table caption="Checks with another verdict" columns={[{ title: "Check" }, { title: "Was" }, { title: "Is" }]}>
            {tests.map(({ checkId, title, before: was, after: is }) => (
              <tr key={checkId} className={row}>
                <th scope="row" className={`${cell} font-normal`}>
                  {title}
                </th>
                <td className={cell}>{was ?? "not made"}</td>
                <td className={cell}>{is ?? "no longer made"}</td>
              </tr>
            ))}
          </Table>
        </Fold>
      )}
    </Section>
  );
}

function PackageLists({ packages: { added, removed, upgraded, downgraded, unchangedCount } }: { packages: PackageChanges }) {
  const steps = (list: PackageChanges["upgraded"]) => list.map(({ name, before, after }) => `${name} ${before} → ${after}`);
  const kinds = [
    { word: "downgraded", lines: steps(downgraded) },
    { word: "removed", lines: removed.map(({ name, version }) => `${name} ${version}`) },
    { word: "added", lines: added.map(({ name, version }) => `${name} ${version}`) },
    { word: "upgraded", lines: steps(upgraded) },
  ].filter(({ lines }) => lines.length > 0);
  if (kinds.length === 0) return <p className="text-soft">No package differs; {unchangedCount} are the same.</p>;
  return (
    <div className="border-t border-line">
      {kinds.map(({ word, lines }) => (
        <Fold key={word} className="border-b border-line" isOpen={lines.length <= 8} title={`${lines.length === 1 ? "1 package" : `${lines.length} packages`} ${word}`}>
          <ul className="gap-x-8 font-mono text-sm sm:columns-2">
            {lines.map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </Fold>
      ))}
    </div>
  );
}
