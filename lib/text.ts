import { headers } from "next/headers";
import { cache, use } from "react";
import { createTranslator } from "use-intl/core";
import de from "../messages/de.ts";
import en from "../messages/en.ts";
import { localeHeader, localeOf, pathHeader, type Locale } from "./locales.ts";

export type Messages = typeof en;
export type Namespace = keyof Messages;

// German is checked against English by the compiler: a text that is missing there does not build.
const messages: Record<Locale, Messages> = { en, de };

/** Makes the function that gives the texts of one namespace in one language. Texts are ICU messages. */
function makeText<Name extends Namespace>(locale: Locale, namespace: Name) {
  return createTranslator<Messages, Name>({
    locale,
    messages: messages[locale],
    namespace: namespace as never,
    timeZone: "UTC",
    // A wrong key or a missing value is a defect of ours: it stops the page instead of showing its key to a customer.
    onError: (error) => {
      throw error;
    },
  });
}

export type Text<Name extends Namespace> = ReturnType<typeof makeText<Name>>;
const made = new Map<string, unknown>();

/** The texts of `namespace` in `locale`, for code that knows its language without a request. */
export function textIn<Name extends Namespace>(locale: Locale, namespace: Name): Text<Name> {
  const key = `${locale} ${namespace}`;
  const known = made.get(key) ?? makeText(locale, namespace);
  made.set(key, known);
  return known as Text<Name>;
}

// The same promise for a whole request, as `use` demands it.
const requestHeaders = cache(async () => headers());

/** The language of the page that is being rendered. */
export async function getLocale(): Promise<Locale> {
  return localeOf((await requestHeaders()).get(localeHeader));
}

/** The path and query of the page that is being rendered, without its language. */
export async function getPath(): Promise<string> {
  return (await requestHeaders()).get(pathHeader) ?? "/";
}

/** The texts of `namespace` in the language of the page: in pages and other async functions. */
export async function getText<Name extends Namespace>(namespace: Name): Promise<Text<Name>> {
  return textIn(await getLocale(), namespace);
}

/** The language of the page that is being rendered: in components of the server. */
export function useLocale(): Locale {
  return localeOf(use(requestHeaders()).get(localeHeader));
}

/** The texts of `namespace` in the language of the page: in components of the server. */
export function useText<Name extends Namespace>(namespace: Name): Text<Name> {
  return textIn(useLocale(), namespace);
}

