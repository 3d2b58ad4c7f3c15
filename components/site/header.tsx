import { Menu } from "lucide-react";
import { PageLink } from "#components/ui/page-link.tsx";
import { useLocale, useText } from "#lib/text.ts";
import { LanguageLink } from "./language-link.tsx";
import { Mark } from "./mark.tsx";
import { NavLink } from "./nav-link.tsx";

const pages = [
  { href: "/images", key: "images" },
  { href: "/flavors", key: "flavors" },
  { href: "/verify", key: "verify" },
  { href: "/docs", key: "docs" },
  { href: "/status", key: "status" },
] as const;

/** The head of every page. On a phone the pages stand in a menu that needs no script. */
export function Header({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useText("site");
  const door = isSignedIn ? { href: "/admin", title: t("adminSide") } : { href: "/login", title: t("signIn") };
  return (
    <header className="no-print border-b border-line">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2">
        {t("skip")}
      </a>
      <div className="relative mx-auto flex h-14 max-w-[1152px] items-center gap-6 px-4 md:px-8">
        <PageLink href="/" className="flex h-14 items-center gap-2.5 font-semibold tracking-[-0.01em] text-ink no-underline">
          <Mark />
          {t("name")}
        </PageLink>
        <nav aria-label={t("mainNavigation")} className="hidden flex-1 items-center gap-6 md:flex">
          <Pages className="flex h-14 items-center border-y-2 border-transparent text-ink no-underline underline-offset-4 hover:underline aria-[current]:border-b-accent aria-[current]:font-medium" />
          <LanguageLink className="ml-auto flex h-14 items-center text-soft no-underline underline-offset-4 hover:underline" />
          <PageLink href={door.href} className="flex h-14 items-center text-soft no-underline underline-offset-4 hover:underline">
            {door.title}
          </PageLink>
        </nav>
        <details className="group ml-auto md:hidden">
          <summary className="flex h-10 list-none items-center gap-2 rounded-md px-2 text-ink group-open:bg-sunken">
            <Menu size={20} aria-hidden />
            {t("menu")}
          </summary>
          <nav aria-label={t("mainNavigation")} className="absolute inset-x-0 top-14 z-40 flex flex-col border-y border-line bg-surface px-4 py-2">
            <Pages className="flex h-11 items-center border-b border-line text-ink no-underline aria-[current]:font-medium aria-[current]:text-accent" />
            <LanguageLink className="flex h-11 items-center border-b border-line text-ink no-underline" />
            <PageLink href={door.href} className="flex h-11 items-center text-ink no-underline">
              {door.title}
            </PageLink>
          </nav>
        </details>
      </div>
    </header>
  );
}

function Pages({ className }: { className: string }) {
  const t = useText("site");
  const locale = useLocale();
  return pages.map(({ href, key }) => (
    <NavLink key={href} href={href} locale={locale} className={className}>
      {t(key)}
    </NavLink>
  ));
}
