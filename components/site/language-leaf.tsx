"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { localizeHref, splitLocale, type Locale } from "#lib/locales.ts";

type Props = { locale: Locale; label: string; text: string; className: string };

/**
 * The link of `LanguageLink`. The head of the portal stays when a visitor goes to another page, so the link follows the
 * address. A plain link: the document's own language changes with it.
 */
export function LanguageLeaf({ locale, label, text, className }: Props) {
  // The server sees the path without its language, the browser with it.
  const { path } = splitLocale(usePathname());
  const search = useSearchParams().toString();
  return (
    <a href={localizeHref(search ? `${path}?${search}` : path, locale)} lang={locale} hrefLang={locale} aria-label={label} className={className}>
      {text}
    </a>
  );
}
