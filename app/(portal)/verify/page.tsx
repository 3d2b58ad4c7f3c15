import type { Metadata } from "next";
import { GpgCommands } from "#components/verify/gpg-commands.tsx";
import { Offline } from "#components/verify/offline.tsx";
import { Proof } from "#components/verify/proof.tsx";
import { TrustedKeys } from "#components/verify/trusted-keys.tsx";
import { Verifier } from "#components/verify/verifier.tsx";
import type { Words } from "#components/verify/words.ts";
import { readEnv } from "#lib/env.ts";
import { listTrustedKeys } from "#lib/keys/data.ts";
import { savedPageName, savedPagePath } from "#lib/saved-page/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { getLocale, getText } from "#lib/text.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("verify"))("title") };
}

export default async function VerifyPage() {
  const [t, locale, keys] = await Promise.all([getText("verify"), getLocale(), listTrustedKeys()]);
  const { PUBLIC_URL } = readEnv();
  // The whole group of texts, as it stands: its values are put in by the browser.
  const words = t.raw("client" as never) as Words;
  const link = (text: React.ReactNode) => (
    <a href={localizeHref(savedPagePath, locale)} download={savedPageName} className="link">
      {text}
    </a>
  );
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{t("lead")}</p>
      <div className="mt-8 min-h-96">
        <Verifier keys={keys} words={words} locale={locale} />
        <noscript>
          <GpgCommands publicUrl={PUBLIC_URL} />
        </noscript>
      </div>
      <Offline scope={localizeHref("/verify", locale)} ready={t("offline")} />
      <p className="no-print mt-1 max-w-[72ch] text-sm text-soft">{t.rich("save", { link })}</p>
      <TrustedKeys keys={keys} />
      <Proof publicUrl={PUBLIC_URL} />
    </>
  );
}
