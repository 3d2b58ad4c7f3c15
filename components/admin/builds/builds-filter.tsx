import { Field } from "#components/admin/field.tsx";
import { NameList } from "#components/admin/name-list.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import { queryOf, stageChoices, statusChoices, triggerChoices, type BuildListView } from "#lib/builds/list/schema.ts";

const any = { value: "", label: "any" };

/** Chooses builds; everything that is chosen stands in the address. */
export function BuildsFilter({ view, imageNames }: { view: BuildListView; imageNames: string[] }) {
  const isChosen = queryOf({ ...view, before: undefined }) !== "";
  return (
    <FilterBar action="/admin/builds" label="Filter the builds" submit="Show these builds" all={isChosen ? { href: "/admin/builds", title: "Show all builds" } : null}>
      <Field id="builds-status" name="status" label="State" options={[any, ...statusChoices]} defaultValue={view.status ?? ""} errors={[]} />
      <Field id="builds-image" name="image" label="Of the image" list="builds-images" maxLength={100} defaultValue={view.image ?? ""} errors={[]} />
      <NameList id="builds-images" names={imageNames} />
      <Field id="builds-trigger" name="trigger" label="Cause" options={[any, ...triggerChoices.map((value) => ({ value, label: value.replaceAll("_", " ") }))]} defaultValue={view.trigger ?? ""} errors={[]} />
      <Field id="builds-stage" name="stage" label="Failed in" options={[any, ...stageChoices]} defaultValue={view.stage ?? ""} errors={[]} />
    </FilterBar>
  );
}
