import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { queryFields, type QueryField, type QueryProblem } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";

const mono = (value: ReactNode) => <code className="font-mono font-medium break-all">{value}</code>;

type Raw = Record<string, string | string[] | undefined>;

/** The address that was asked for, with `field` changed or left out. */
function hrefWith(raw: Raw, field: string, value: string | null): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(raw)) if (name !== field && name !== "page") for (const one of [values ?? []].flat()) search.append(name, one);
  if (value !== null) search.append(field, value);
  return search.size > 0 ? `/images?${search}` : "/images";
}

/** Which parameters the catalog does not know, what they may be, and the way on. */
export function QueryProblems({ problems, raw }: { problems: QueryProblem[]; raw: Raw }) {
  const t = useText("catalog");
  const locale = useLocale();
  const nameOf = (field: string) => (queryFields.includes(field as QueryField) ? t(`fields.${field as QueryField}`) : field);
  return (
    <Banner tone="attention" icon={CircleAlert} title={t("problem", { count: problems.length })}>
      {problems.map(({ field, value, known }) => (
        <div key={`${field} ${value}`} className="mt-2">
          <p>
            {t.rich(field === "page" ? "problemPage" : "problemText", { field: nameOf(field), value, mono })}{" "}
            <a href={localizeHref(hrefWith(raw, field, null), locale)} rel="nofollow" className="link">
              {t("problemDrop")}
            </a>
          </p>
          {known.length > 0 && field !== "page" && (
            <p className="mt-1 text-sm leading-7 text-soft">
              {t("problemUse")}{" "}
              {known.map((one) => (
                <a key={one} href={localizeHref(hrefWith(raw, field, one), locale)} rel="nofollow" className="link mr-3 inline-block font-mono">
                  {one}
                </a>
              ))}
            </p>
          )}
        </div>
      ))}
    </Banner>
  );
}
