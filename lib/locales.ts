/** The languages of the portal. The first stands in addresses without a prefix, every other one with: `/de/images`. */
export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

const [defaultLocale, ...prefixed] = locales;

/** The request header in which the front tells the pages their language; a client's own copy is removed. */
export const localeHeader = "x-portal-locale";
/** The request header in which the front tells the pages their own path and query, without the language. */
export const pathHeader = "x-portal-path";

/** The parts of the portal that exist in every language (design.md §9). The keys' armored files are no pages. */
const pagePath = /^\/(?:(?:images|flavors|verify|keys|status|docs|resolve)(?:[/?#]|$)|[?#]|$)/;

/** A path as its language and the path of the same page without it; what names no language is English. */
export function splitLocale(path: string): { locale: Locale; path: string } {
  const found = prefixed.find((locale) => path === `/${locale}` || path.startsWith(`/${locale}/`));
  return found ? { locale: found, path: path.slice(found.length + 1) || "/" } : { locale: defaultLocale, path };
}

/** The address of the same page in `locale`; anything that is not a page of the portal stays as it is. */
export function localizeHref(href: string, locale: Locale): string {
  if (locale === defaultLocale || !pagePath.test(href) || /\.asc(?:[?#]|$)/.test(href)) return href;
  return `/${locale}${href === "/" ? "" : href.replace(/^\/(?=[?#])/, "")}`;
}

/** The language in a header or an attribute of a document; English for anything unknown. */
export function localeOf(value: string | null | undefined): Locale {
  return locales.find((locale) => locale === value) ?? defaultLocale;
}
