import type { Metadata } from "next";
import { CapabilityTable } from "#components/flavors/capability-table.tsx";
import { CoexistenceList } from "#components/flavors/coexistence-list.tsx";
import { TableFilters } from "#components/flavors/table-filters.tsx";
import { TableView } from "#components/flavors/table-view.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { SoftLinks } from "#components/ui/soft-links.tsx";
import { groupCoexistence } from "#lib/flavors/coexistence.ts";
import { readFlavorTable } from "#lib/flavors/data.ts";
import { computeTable, familiesByDemand, fitOf, pageOf, selectTable } from "#lib/flavors/table/rules.ts";
import { readTablePage, readTableQuery } from "#lib/flavors/table/schema.ts";
import { getText } from "#lib/text.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("flavors");
  return { title: t("title"), description: t("lead") };
}

export default async function FlavorsPage({ searchParams }: PageProps<"/flavors">) {
  const [t, table, params] = await Promise.all([getText("flavors"), readFlavorTable(), searchParams]);
  const query = readTableQuery(params);
  const selected = selectTable(table, query);
  const { groups } = computeTable({ ...table, images: [] });
  const computed = selected.ok && computeTable(selected.value);
  const [only] = selected.ok && query.flavor ? selected.value.families : [];
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("heading")}</h1>
      <p className="mt-3 max-w-[72ch] text-lg text-soft">{t("lead")}</p>
      <div className="mt-6">
        <TableFilters query={query} groups={groups} distributions={[...new Set(table.images.map(({ distribution }) => distribution.family))].sort()} capabilities={table.capabilities} />
      </div>
      {selected.ok && computed ? (
        <TableView query={query} table={computed} shown={pageOf(computed, readTablePage(params))} fit={only ? { family: only, images: fitOf(selected.value, only) } : null} />
      ) : (
        <div className="mt-8">
          <Empty title={t("unknownTitle")}>
            <p>{t("unknownLead")}</p>
          </Empty>
        </div>
      )}
      <div className="later">
        <Section id="capabilities" title={t("capabilitiesTitle")} lead={t("capabilitiesLead")}>
          <CapabilityTable caption={t("capabilitiesCaption")} capabilities={table.capabilities} demandedBy={familiesByDemand(table)} />
        </Section>
      </div>
      <div className="later">
        <Section id="coexistence" title={t("coexistenceTitle")} lead={t("coexistenceLead")}>
          <CoexistenceList groups={groupCoexistence(table)} />
        </Section>
      </div>
      <SoftLinks />
    </>
  );
}
