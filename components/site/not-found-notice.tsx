import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { useText } from "#lib/text.ts";

/** For an address that names nothing. */
export function NotFoundNotice({ title }: { title: string }) {
  const t = useText("site");
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
      <p className="mt-3 mb-6 max-w-[60ch] text-lg text-soft">{t("notFoundLead")}</p>
      <SearchBox action="/images" name="q" label={t("searchLabel")} placeholder={t("searchPlaceholder")} submit={t("search")} shortcut />
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
        <PageLink href="/images" className="link touch">
          {t("browseAll")}
        </PageLink>
        <PageLink href="/resolve" className="link touch">
          {t("lookUpOld")}
        </PageLink>
      </p>
    </>
  );
}
