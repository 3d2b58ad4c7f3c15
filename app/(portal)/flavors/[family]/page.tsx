import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CapabilityTable } from "#components/flavors/capability-table.tsx";
import { FamilyFacts } from "#components/flavors/family-facts.tsx";
import { FamilyHeader } from "#components/flavors/family-header.tsx";
import { FamilyIssues } from "#components/flavors/family-issues.tsx";
import { FitLists } from "#components/flavors/fit-lists.tsx";
import { Maintenance } from "#components/flavors/maintenance.tsx";
import { NameRule } from "#components/flavors/name-rule.tsx";
import { SizeTable } from "#components/flavors/size-table.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { listFamilyIssues, readFlavorTable } from "#lib/flavors/data.ts";
import { familyOfFlavor, partsOfName } from "#lib/flavors/names.ts";
import { hasBit } from "#lib/flavors/rules.ts";
import { fitOf, selectTable } from "#lib/flavors/table/rules.ts";
import { readTableQuery } from "#lib/flavors/table/schema.ts";
import { getText } from "#lib/text.ts";

export async function generateMetadata({ params }: PageProps<"/flavors/[family]">): Promise<Metadata> {
  const [t, { family }] = await Promise.all([getText("flavors"), params]);
  return { title: `${family} · ${t("title")}` };
}

/** A flavor family; under the name of a flavor, its family with that size marked and the answers for that size. */
export default async function FamilyPage({ params, searchParams }: PageProps<"/flavors/[family]">) {
  const [t, table, { family: path }, search] = await Promise.all([getText("flavors"), readFlavorTable(), params, searchParams]);
  const name = path.trim().toLowerCase();
  const asked = familyOfFlavor(name, table.families);
  const family = table.families.find((one) => one.name === asked?.name);
  if (!asked || !family) notFound();
  const { state } = readTableQuery(search);
  const selected = selectTable(table, { state });
  const issues = await listFamilyIssues(family.name);
  const flavor = name === family.name ? null : name;
  const parts = partsOfName(flavor ?? family.sizes[0]?.name ?? family.name);
  return (
    <>
      <FamilyHeader family={family} flavor={flavor} size={flavor ? (asked.sizes[0] ?? null) : null} isListed={family.sizes.some((size) => size.name === flavor)} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 lg:grid-cols-2">
        <Section id="hardware" title={t("hardwareTitle")}>
          <FamilyFacts family={family} />
        </Section>
        <div>
          <Maintenance family={family} />
          {parts && (
            <Section id="name" title={t("nameTitle")} lead={t("nameLead")}>
              <NameRule parts={parts} />
            </Section>
          )}
        </div>
      </div>
      <Section id="demands" title={t("demandsTitle")} lead={t("demandsLead", { mask: String(family.demands) })}>
        <CapabilityTable caption={t("demandsTitle")} capabilities={table.capabilities.filter(({ bit }) => hasBit(family.demands, bit))} />
      </Section>
      <Section id="sizes" title={t("sizesTitle")}>
        {family.sizes.length > 0 ? <SizeTable sizes={family.sizes} asked={flavor} /> : <p className="max-w-[72ch] text-soft">{t("sizesNone")}</p>}
      </Section>
      <Section
        id="images"
        title={t("imagesTitle")}
        aside={
          <PageLink href={`/flavors/${name}${state === "all" ? "" : "?state=all"}#images`} className="link">
            {t(state === "all" ? "withoutRetired" : "withRetired")}
          </PageLink>
        }
      >
        {selected.ok && <FitLists fit={fitOf(selected.value, asked)} flavor={name} />}
      </Section>
      <Section id="issues" title={t("issuesTitle")}>
        <FamilyIssues issues={issues} />
      </Section>
    </>
  );
}
