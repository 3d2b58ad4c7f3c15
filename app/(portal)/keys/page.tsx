import type { Metadata } from "next";
import type { ReactNode } from "react";
import { CheckSteps } from "#components/keys/check-steps.tsx";
import { KeyList } from "#components/keys/key-list.tsx";
import { KeyNotice } from "#components/keys/key-notice.tsx";
import { DnsRecordList, PlaceList } from "#components/keys/key-places.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { readEnv } from "#lib/env.ts";
import { listArmoredKeys, listKeys } from "#lib/keys/data.ts";
import { listPlaces } from "#lib/keys/places.ts";
import { noticeDays } from "#lib/keys/rotation/rules.ts";
import { getText } from "#lib/text.ts";

const bold = { b: (text: ReactNode) => <strong className="font-medium">{text}</strong> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("keys"))("title") };
}

export default async function KeysPage() {
  const { PUBLIC_URL: publicUrl } = readEnv();
  const [t, keys, armoredKeys] = await Promise.all([getText("keys"), listKeys(), listArmoredKeys()]);
  const places = await listPlaces(keys, armoredKeys, publicUrl);
  const active = keys.find(({ standing }) => standing === "active");
  const place = places.find(({ fingerprint }) => fingerprint === active?.fingerprint) ?? null;
  const certified = keys.find(({ certifiedBy, hasPublicKey }) => certifiedBy && hasPublicKey);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{t("lead")}</p>
      <KeyNotice keys={keys} />
      <div className="mt-8">
        {keys.length > 0 ? (
          <KeyList keys={keys} />
        ) : (
          <Empty title={t("none")}>
            <p>{t("noneHint")}</p>
          </Empty>
        )}
      </div>
      {armoredKeys.length > 0 && (
        <>
          <Section id="check" title={t("check")} lead={t("checkLead")}>
            <CheckSteps publicUrl={publicUrl} place={place} certified={certified?.fingerprint ?? null} />
          </Section>
          <Section id="places" title={t("places")} lead={t("placesLead")}>
            <PlaceList publicUrl={publicUrl} active={active?.fingerprint ?? null} directoryUrl={place?.directoryUrl ?? null} />
          </Section>
        </>
      )}
      {places.length > 0 && (
        <Section id="records" title={t("records")} lead={t("recordsLead", { domain: new URL(publicUrl).hostname })}>
          <DnsRecordList places={places} />
        </Section>
      )}
      <Section id="change" title={t("change")}>
        <div className="max-w-[72ch] space-y-3">
          <p>{t.rich("changeText.rotation", { ...bold, days: noticeDays })}</p>
          <p>{t.rich("changeText.expiry", bold)}</p>
          <p>{t.rich("changeText.revocation", bold)}</p>
        </div>
      </Section>
      <Section id="proof" title={t("proof")}>
        <div className="max-w-[72ch] space-y-3">
          <p>{t("proofYes")}</p>
          <p>{t("proofNo")}</p>
        </div>
      </Section>
    </>
  );
}
