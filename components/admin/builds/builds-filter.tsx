import { Field } from "#components/admin/field.tsx";
import { NameList } from "#components/admin/name-list.tsx";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { queryOf, stageChoices, statusChoices, triggerChoices, type BuildListView } from "#lib/builds/list/schema.ts";

const any = { value: "", label: "any" };

/** Chooses builds; everything that is chosen stands in the address. */
export function BuildsFilter({ view, imageNames }: { view: BuildListView; imageNames: string[] }) {
  const isChosen = queryOf({ ...view, before: undefined }) !== "";
  return (
    <form method="get" action="/admin/builds" role="search" aria-label="Filter the builds" className="grid items-end gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field id="builds-status" name="status" label="State" options={[any, ...statusChoices]} defaultValue={view.status ?? ""} errors={[]} />
      <Field id="builds-image" name="image" label="Of the image" list="builds-images" maxLength={100} defaultValue={view.image ?? ""} errors={[]} />
      <NameList id="builds-images" names={imageNames} />
      <Field id="builds-trigger" name="trigger" label="Cause" options={[any, ...triggerChoices.map((value) => ({ value, label: value.replaceAll("_", " ") }))]} defaultValue={view.trigger ?? ""} errors={[]} />
      <Field id="builds-stage" name="stage" label="Failed in" options={[any, ...stageChoices]} defaultValue={view.stage ?? ""} errors={[]} />
      <div className="flex flex-wrap items-center gap-4 sm:col-span-2 lg:col-span-4">
        <button type="submit" className={button.secondary}>
          Show these builds
        </button>
        {isChosen && (
          <PageLink href="/admin/builds" className="link">
            Show all builds
          </PageLink>
        )}
      </div>
    </form>
  );
}
