import type { Metadata } from "next";
import { Answer } from "#components/resolve/answer.tsx";
import { Examples } from "#components/resolve/examples.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { listMostUsed } from "#lib/catalog/search/data.ts";
import { resolve } from "#lib/resolver/data.ts";
import { resolveQuerySchema } from "#lib/resolver/schema.ts";
import { getText } from "#lib/text.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("resolve");
  return { title: t("title"), description: t("lead") };
}

export default async function ResolvePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { q } = resolveQuerySchema.parse(await searchParams);
  const [t, resolution, known] = await Promise.all([getText("resolve"), q ? resolve(q) : null, q ? null : listMostUsed()]);
  const example = known?.images.find(({ latest }) => latest);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <p className="mt-3 mb-6 max-w-[60ch] text-lg text-soft">{t("lead")}</p>
      <SearchBox action="/resolve" name="q" label={t("label")} placeholder={t("placeholder")} submit={t("submit")} value={q} maxLength={500} shortcut />
      {example?.latest && <Examples image={example.name} version={example.latest.version} />}
      {resolution && <Answer resolution={resolution} />}
      {q && !resolution && (
        <div className="mt-8" role="status">
          <Empty title={t("unknown")}>
            <p>{t("unknownHelp")}</p>
            <p className="mt-3">
              <PageLink href={`/images?q=${encodeURIComponent(q.slice(0, 100))}`} className="link">
                {t("searchCatalog")}
              </PageLink>
            </p>
          </Empty>
        </div>
      )}
    </>
  );
}
