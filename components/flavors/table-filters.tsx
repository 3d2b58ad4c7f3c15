import { button } from "#components/ui/button.ts";
import type { Capability } from "#lib/flavors/schema.ts";
import { categories, hypervisors, states, type ComputedTable, type TableQuery } from "#lib/flavors/table/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { SelectField } from "./select-field.tsx";
import "./flavors.css";

type Props = { query: TableQuery; groups: ComputedTable["groups"]; distributions: string[]; capabilities: Capability[] };

/** The filters of the table: a form that asks for an address, so that every view can be linked and needs no JavaScript. */
export function TableFilters({ query, groups, distributions, capabilities }: Props) {
  const t = useText("flavors");
  const locale = useLocale();
  const all = t("any");
  const families = groups.map(({ kind, families: members }) => ({ label: t(`kinds.${kind}`), choices: members.map(({ name, title }) => ({ value: name, text: `${name} · ${title}` })) }));
  // A flavor such as h1.large is no choice of the list; it stands there as long as it is asked for.
  const isListed = !query.flavor || groups.some((group) => group.families.some(({ name }) => name === query.flavor));
  const named = isListed ? [] : [{ value: query.flavor ?? "", text: query.flavor ?? "" }];
  return (
    <form action={localizeHref("/flavors", locale)} method="get" role="search" aria-label={t("filters")} className="no-print grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-[repeat(6,minmax(0,1fr))_auto]">
      <SelectField id="filter-flavor" name="flavor" label={t("flavor")} value={query.flavor ?? ""} all={t("allFlavors")} choices={named} groups={families} className="col-span-2 sm:col-span-1" />
      <details className="more-filters col-span-2 sm:col-span-1" open={Boolean(query.category ?? query.distribution ?? query.capability ?? query.hypervisor)}>
        <summary className="link touch list-none text-sm">{t("moreFilters")}</summary>
        <div className="mt-3 grid grid-cols-2 gap-3 sm:contents">
          <SelectField id="filter-category" name="category" label={t("category")} value={query.category ?? ""} all={all} choices={categories.map((value) => ({ value, text: value }))} />
          <SelectField id="filter-distribution" name="distribution" label={t("distribution")} value={query.distribution ?? ""} all={all} choices={distributions.map((value) => ({ value, text: value }))} />
          <SelectField id="filter-capability" name="capability" label={t("capability")} value={query.capability ?? ""} all={all} choices={capabilities.map(({ key, title }) => ({ value: key, text: title }))} />
          <SelectField id="filter-hypervisor" name="hypervisor" label={t("hypervisor")} value={query.hypervisor ?? ""} all={all} choices={hypervisors.map((value) => ({ value, text: t(`hypervisors.${value}`) }))} />
        </div>
      </details>
      <SelectField id="filter-state" name="state" label={t("state")} value={query.state ?? "active"} all={null} choices={states.map((value) => ({ value, text: t(`states.${value}`) }))} />
      <button type="submit" className={`${button.primary} h-10!`}>
        {t("apply")}
      </button>
    </form>
  );
}
