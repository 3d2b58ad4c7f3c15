import { Field } from "../field.tsx";
import { FilterBar } from "../filter-bar.tsx";

/** Finds plans by a part of the names of their images. */
export function PlanFilter({ q }: { q: string }) {
  return (
    <FilterBar action="/admin/schedule" label="Filter the plans" submit="Show these plans" all={q ? { href: "/admin/schedule", title: "Show all plans" } : null}>
      <Field id="plans-q" name="q" label="Of the images with" maxLength={100} autoComplete="off" defaultValue={q} errors={[]} />
    </FilterBar>
  );
}
