import { Field } from "#components/admin/field.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import type { ImageListView } from "#lib/edits/images/schema.ts";

const states = [
  { value: "active", label: "active" },
  { value: "retired", label: "retired" },
  { value: "all", label: "any" },
];

/** Chooses images by a part of their names and by their state. */
export function ImageFilter({ view: { q, state } }: { view: ImageListView }) {
  return (
    <FilterBar action="/admin/catalog/images" label="Filter the images" submit="Show these images" all={q || state !== "active" ? { href: "/admin/catalog/images", title: "Show all active ones" } : null}>
      <Field id="images-q" name="q" label="Name" maxLength={100} autoComplete="off" defaultValue={q} errors={[]} />
      <Field id="images-state" name="state" label="State" options={states} defaultValue={state} errors={[]} />
    </FilterBar>
  );
}
