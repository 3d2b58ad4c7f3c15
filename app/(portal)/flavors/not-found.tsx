import { PageLink } from "#components/ui/page-link.tsx";
import { getText } from "#lib/text.ts";

export default async function FlavorNotFound() {
  const t = await getText("flavors");
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("familyNotFound")}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">
        {t("familyNotFoundLead")}{" "}
        <PageLink href="/flavors" className="link">
          {t("toTable")}
        </PageLink>
      </p>
    </>
  );
}
