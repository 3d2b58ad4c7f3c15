import { Field } from "#components/admin/field.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import { queryOf, type AuditView } from "#lib/audit/schema.ts";

type Props = { view: AuditView; actions: string[]; kinds: string[] };

const any = { value: "", label: "any" };

/** Chooses rows of the audit; everything that is chosen stands in the address. */
export function AuditFilter({ view, actions, kinds }: Props) {
  const isChosen = queryOf({ ...view, before: undefined }) !== "";
  const moment = (at: Date | undefined) => at?.toISOString().slice(0, 16);
  // A word that no row has yet stays chosen: the address says so.
  const optionsOf = (words: string[], chosen: string | undefined) => [any, ...new Set([...words, ...(chosen ? [chosen] : [])])];
  return (
    <FilterBar action="/admin/audit" label="Filter the audit" submit="Show these rows" all={isChosen ? { href: "/admin/audit", title: "Show all rows" } : null}>
      <Field id="audit-actor" name="actor" label="Who" defaultValue={view.actor} maxLength={200} autoComplete="off" errors={[]} />
      <Field id="audit-action" name="action" label="Act" options={optionsOf(actions, view.action)} defaultValue={view.action ?? ""} errors={[]} />
      <Field id="audit-kind" name="kind" label="Kind of object" options={optionsOf(kinds, view.kind)} defaultValue={view.kind ?? ""} errors={[]} />
      <Field id="audit-object" name="object" label="Object" defaultValue={view.object} maxLength={200} autoComplete="off" errors={[]} />
      <div className="min-w-56">
        <Field id="audit-from" name="from" label="From (UTC)" type="datetime-local" defaultValue={moment(view.from)} errors={[]} />
      </div>
      <div className="min-w-56">
        <Field id="audit-to" name="to" label="Until before (UTC)" type="datetime-local" defaultValue={moment(view.to)} errors={[]} />
      </div>
    </FilterBar>
  );
}
