import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Section } from "#components/ui/section.tsx";
import { row, Table } from "#components/ui/table.tsx";
import type { Package } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";

type Props = { address: string; packages: Package[]; total: number; query: string; allHref: string };

/** The packages of a build; `packages` are those that fit `query`, or the first of all. */
export function PackageList({ address, packages, total, query, allHref }: Props) {
  const t = useText("build");
  const isPart = !query && packages.length < total;
  return (
    <Section id="packages" title={t("packages.title")} lead={query ? t("packages.fit", { count: packages.length, total, query }) : t("packages.total", { total })}>
      <SearchBox action={`${address}#packages`} name="p" label={t("packages.search")} placeholder="openssl" submit={t("search")} value={query} />
      <div className="mt-4">
        {packages.length > 0 ? (
          <Table
            caption={t("packages.caption")}
            columns={[{ title: t("packages.name") }, { title: t("packages.version") }, { title: t("packages.architecture") }, { title: t("packages.source") }]}
            folds="line"
          >
            {packages.map(({ name, version, architecture, source }) => (
              <tr key={`${name}:${architecture}`} className={row}>
                <th scope="row" className="h-9 pr-4 font-mono text-sm font-normal">
                  {name}
                </th>
                <td className="pr-4 font-mono text-sm">{version}</td>
                <td data-label={t("packages.architecture")} className="pr-4 text-sm text-soft">{architecture}</td>
                <td data-label={t("packages.source")} className="text-sm text-soft">{source}</td>
              </tr>
            ))}
          </Table>
        ) : (
          <Empty title={t("packages.noneFit")} />
        )}
      </div>
      {(isPart || query) && (
        <p className="mt-3">
          <PageLink href={allHref} scroll={false} className="link">
            {t("packages.showAll", { total })}
          </PageLink>
        </p>
      )}
    </Section>
  );
}
