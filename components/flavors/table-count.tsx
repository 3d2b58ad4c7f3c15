import { PageLink } from "#components/ui/page-link.tsx";
import { tableQueryString, type TableQuery } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";

/** How much is shown, and the same for machines. */
export function TableCount({ query, images, families }: { query: TableQuery; images: number; families: number }) {
  const t = useText("flavors");
  const asked = tableQueryString(query);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <p role="status">
        {t("count", { images, families })}
        {asked && (
          <>
            {" · "}
            <PageLink href="/flavors" className="link touch">
              {t("reset")}
            </PageLink>
          </>
        )}
      </p>
      <p className="no-print flex gap-4 text-sm">
        <a href={`/api/v1/flavors/table.csv${asked}`} className="link touch">
          {t("asCsv")}
        </a>
        <a href={`/api/v1/flavors/table${asked}`} className="link touch">
          {t("asJson")}
        </a>
      </p>
    </div>
  );
}
