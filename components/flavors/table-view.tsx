import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageNumbers } from "#components/ui/page-numbers.tsx";
import type { FlavorFamily } from "#lib/flavors/schema.ts";
import { tablePageHref, type ComputedTable, type FamilyFit, type TablePage, type TableQuery } from "#lib/flavors/table/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { FamilyIndex } from "./family-index.tsx";
import { FitLists } from "./fit-lists.tsx";
import { Legend } from "./legend.tsx";
import { Matrix } from "./matrix.tsx";
import { TableCount } from "./table-count.tsx";

type Props = { query: TableQuery; table: ComputedTable; /** The rows of it that the matrix shows. */ shown: TablePage; fit: { family: FlavorFamily; images: FamilyFit } | null };

/** What the filters leave: the lists of one flavor; otherwise the matrix, or on a phone the families to choose from. */
export function TableView({ query, table, shown, fit }: Props) {
  const t = useText("flavors");
  const locale = useLocale();
  const images = table.categories.reduce((sum, { rows }) => sum + rows.length, 0);
  const families = table.groups.reduce((sum, group) => sum + group.families.length, 0);
  const count = <TableCount query={query} images={images} families={families} />;
  if (images === 0 || families === 0) {
    return (
      <div className="mt-8 space-y-4">
        {count}
        <Empty title={t("emptyTitle")}>
          <p>{t("emptyLead")}</p>
        </Empty>
      </div>
    );
  }
  if (fit) {
    return (
      <div className="mt-8">
        {count}
        <div className="mt-8 mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h2 className="text-xl font-semibold tracking-[-0.01em]">{t.rich("onFlavor", { flavor: query.flavor ?? fit.family.name })}</h2>
          <PageLink href={`/flavors/${query.flavor ?? fit.family.name}`} className="link touch">
            {t("aboutFamily", { family: fit.family.name })}
          </PageLink>
        </div>
        <FitLists fit={fit.images} flavor={query.flavor ?? fit.family.name} />
      </div>
    );
  }
  return (
    <>
      <div className="mt-8 mb-4 space-y-3">
        {count}
        <div className="hidden md:block print:block">
          <Legend />
        </div>
      </div>
      <div className="wide hidden md:block print:block">
        <Matrix table={shown.table} />
        <PageNumbers page={shown.page} pages={shown.pages} hrefOf={(number) => localizeHref(tablePageHref(query, number), locale)} />
      </div>
      <div className="md:hidden print:hidden">
        <FamilyIndex table={table} query={query} />
      </div>
    </>
  );
}
