import type { MetadataRoute } from "next";
import { listImageNames } from "#lib/catalog/data.ts";
import { listDocs } from "#lib/docs/read.ts";
import { readEnv } from "#lib/env.ts";
import { locales, localizeHref } from "#lib/locales.ts";

export const dynamic = "force-dynamic";

const pages = ["/", "/images", "/flavors", "/verify", "/keys", "/docs", "/status"];

/** Every lasting page of the portal in its languages. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { PUBLIC_URL } = readEnv();
  const paths = [...pages, ...listDocs("en").map(({ slug }) => `/docs/${slug}`), ...(await listImageNames()).map((name) => `/images/${name}`)];
  return paths.map((path) => ({
    url: PUBLIC_URL + path,
    alternates: { languages: Object.fromEntries(locales.map((locale) => [locale, PUBLIC_URL + localizeHref(path, locale)])) },
  }));
}
