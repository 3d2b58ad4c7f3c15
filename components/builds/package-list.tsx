import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Section } from "#components/ui/section.tsx";
import { row, Table } from "#components/ui/table.tsx";
import type { Package } from "#lib/builds/schema.ts";

// A phone has room for name and version.
const wide = "hidden sm:table-cell";

type Props = { address: string; packages: Package[]; total: number; query: string; allHref: string };

/** The packages of a build; `packages` are those that fit `query`, or the first of all. */
export function PackageList({ address, packages, total, query, allHref }: Props) {
  const isPart = !query && packages.length < total;
  return (
    <Section id="packages" title="Packages" lead={query ? `${packages.length} of ${total} packages fit “${query}”.` : `${total} packages.`}>
      <SearchBox action={`${address}#packages`} name="p" label="Search the packages of this build" placeholder="openssl" submit="Search" value={query} />
      <div className="mt-4">
        {packages.length > 0 ? (
          <Table caption="Packages of this build" columns={[{ title: "Name" }, { title: "Version" }, { title: "Architecture", className: wide }, { title: "Source", className: wide }]}>
            {packages.map(({ name, version, architecture, source }) => (
              <tr key={`${name}:${architecture}`} className={row}>
                <th scope="row" className="h-9 pr-4 font-mono text-sm font-normal">
                  {name}
                </th>
                <td className="pr-4 font-mono text-sm">{version}</td>
                <td className={`pr-4 text-sm text-soft ${wide}`}>{architecture}</td>
                <td className={`text-sm text-soft ${wide}`}>{source}</td>
              </tr>
            ))}
          </Table>
        ) : (
          <Empty title="No package of this build fits" />
        )}
      </div>
      {(isPart || query) && (
        <p className="mt-3">
          <PageLink href={allHref} scroll={false} className="link">
            Show all {total} packages
          </PageLink>
        </p>
      )}
    </Section>
  );
}
