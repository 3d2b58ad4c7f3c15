import { Field } from "#components/admin/field.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import type { ReleaseView } from "#lib/channels/release/schema.ts";

const shows = { candidates: "With a candidate", all: "All images", blocked: "With an open blocker", waiting: "Waiting or being rolled out" };
const sorts = { image: "Name", candidate: "Longest waiting", latest: "Oldest latest", changes: "Most changes", blockers: "Most blockers" };
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Which images are shown, and in which order; all of it in the address. */
export function ReleaseFilter({ view: { q, show, sort } }: { view: ReleaseView }) {
  return (
    <FilterBar action="/admin/release" label="Filter the images" submit="Show these images" all={q || show !== "candidates" ? { href: "/admin/release", title: "Show all candidates" } : null}>
      <Field id="release-q" name="q" label="Name" maxLength={100} autoComplete="off" defaultValue={q} errors={[]} />
      <Field id="release-show" name="show" label="Show" options={optionsOf(shows)} defaultValue={show} errors={[]} />
      <Field id="release-sort" name="sort" label="Order" options={optionsOf(sorts)} defaultValue={sort} errors={[]} />
    </FilterBar>
  );
}
