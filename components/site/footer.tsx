import { PageLink } from "#components/ui/page-link.tsx";
import { useText } from "#lib/text.ts";

const allFiles = "/download/";

/** The foot of every page. Files and folders are plain links: the front answers them, not the pages' router. */
export function Footer() {
  const t = useText("site");
  return (
    <footer className="no-print mt-24 border-t border-line">
      <div className="mx-auto flex max-w-[1152px] flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-6 text-sm text-soft md:px-8">
        <p>{t("signatureBeside")}</p>
        <nav aria-label={t("footer")}>
          <ul className="flex flex-wrap gap-x-6 gap-y-1 pointer-coarse:leading-10">
            <li>
              <PageLink href="/keys" className="link touch">
                {t("keys")}
              </PageLink>
            </li>
            <li>
              <PageLink href="/resolve" className="link touch">
                {t("resolve")}
              </PageLink>
            </li>
            <li>
              <a href={allFiles} className="link touch">
                {t("allFiles")}
              </a>
            </li>
            <li>
              <PageLink href="/docs/api" className="link touch">
                {t("api")}
              </PageLink>
            </li>
            <li>
              <PageLink href="/status" className="link touch">
                {t("status")}
              </PageLink>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
