import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { DemoBanner } from "#components/site/demo-banner.tsx";
import { isDemo } from "#lib/demo/data.ts";
import { readEnv } from "#lib/env.ts";
import { feedsOfPage, feedTitle } from "#lib/feeds/rules.ts";
import { feedPath } from "#lib/feeds/schema.ts";
import { locales, localizeHref } from "#lib/locales.ts";
import { getLocale, getPath, getText } from "#lib/text.ts";
import "./globals.css";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  weight: "100 900",
  display: "swap",
});

const jetBrainsMono = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  variable: "--font-jetbrains-mono",
  weight: "100 800",
  display: "swap",
  // Names and versions can wait a moment: most fixed-width fonts are 0.6 em wide, as this one, so that hardly anything moves.
  preload: false,
  adjustFontFallback: false,
});

export async function generateMetadata(): Promise<Metadata> {
  const [t, path] = await Promise.all([getText("site"), getPath()]);
  // Every page of the portal exists in each language under the same path: the search engines are told so here for all.
  const types = { "application/atom+xml": feedsOfPage(path).map((feed) => ({ url: feedPath(feed), title: feedTitle(feed).title })) };
  const languages = Object.fromEntries(locales.map((locale) => [locale, localizeHref(path, locale)]));
  return {
    metadataBase: new URL(readEnv().PUBLIC_URL),
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    ...(localizeHref(path, "de") === path ? {} : { alternates: { languages, types } }),
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#171613" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The language first: it makes the page one of a request, with a database behind it.
  const locale = await getLocale();
  const isMadeUp = await isDemo();
  return (
    <html lang={locale} className={`${inter.variable} ${jetBrainsMono.variable}`}>
      <body className="flex min-h-dvh flex-col">
        {isMadeUp && <DemoBanner />}
        {children}
      </body>
    </html>
  );
}
