import type { Metadata } from "next";
import { HitList } from "#components/docs/hit-list.tsx";
import { TopicList } from "#components/docs/topic-list.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { searchSchema } from "#lib/catalog/schema.ts";
import { listDocs } from "#lib/docs/read.ts";
import { searchDocs } from "#lib/docs/search.ts";
import { getLocale, getText } from "#lib/text.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("docs");
  return { title: t("title"), description: t("lead") };
}

export default async function DocsPage({ searchParams }: PageProps<"/docs">) {
  const [locale, t, parameters] = await Promise.all([getLocale(), getText("docs"), searchParams]);
  const { q } = searchSchema.parse(parameters);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{t("lead")}</p>
      <div className="mt-6">
        <SearchBox action="/docs" name="q" label={t("searchLabel")} placeholder={t("searchPlaceholder")} submit={t("search")} value={q} shortcut />
      </div>
      {q && <HitList hits={searchDocs(locale, q)} query={q} />}
      <TopicList docs={listDocs(locale)} />
    </>
  );
}
