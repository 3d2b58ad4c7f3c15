import { SoftLink } from "#components/ui/soft-link.tsx";
import { tableQueryString, type ComputedTable, type TableQuery } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** The narrow form of the table: each family with the number of images that run on it, as the way to their list. */
export function FamilyIndex({ table, query }: { table: ComputedTable; query: TableQuery }) {
  const t = useText("flavors");
  const rows = table.categories.flatMap((category) => category.rows);
  const order = table.groups.flatMap((group) => group.families);
  const countOf = (name: string) => {
    const column = order.findIndex((family) => family.name === name);
    return rows.filter(({ cells }) => table.answers[cells[column] ?? -1]?.ok).length;
  };
  return (
    <div>
      <h2 className="text-lg font-semibold">{t("chooseTitle")}</h2>
      <p className="text-soft">{t("chooseLead")}</p>
      {table.groups.map(({ kind, families }) => (
        <section key={kind} aria-labelledby={`index-${kind}`} className="later mt-6">
          <div className="flex justify-between gap-4 text-sm text-soft">
            <h3 id={`index-${kind}`} className="font-medium">
              {t(`kinds.${kind}`)}
            </h3>
            <span aria-hidden>{t("fitLabel")}</span>
          </div>
          <ul className="mt-1 border-t border-line">
            {families.map(({ name, title }) => (
              <li key={name} className="relative flex min-h-11 items-center gap-3 border-b border-line py-1.5">
                <SoftLink href={`/flavors${tableQueryString({ ...query, flavor: name })}`} className="row-link w-[7.5rem] shrink-0 font-mono font-medium text-accent no-underline">
                  {name}
                </SoftLink>
                <span className="min-w-0 flex-1 truncate text-sm text-soft">
                  <CatalogText text={title} />
                </span>
                <span className={`text-sm whitespace-nowrap tabular-nums ${countOf(name) > 0 ? "" : "text-soft"}`}>
                  {t("fitCount", { count: countOf(name), total: rows.length })}
                  <span className="sr-only"> {t("fitLabel")}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
