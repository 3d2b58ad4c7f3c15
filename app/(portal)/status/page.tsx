import type { Metadata } from "next";
import { CloudSection } from "#components/status/cloud-section.tsx";
import { FindingTable } from "#components/status/finding-table.tsx";
import { LiveRefresh } from "#components/status/live-refresh.tsx";
import { StatusHeadline } from "#components/status/status-headline.tsx";
import { Unconfigured } from "#components/status/unconfigured.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import { readEnv } from "#lib/env.ts";
import { readStatus } from "#lib/registrations/status/data.ts";
import { getText } from "#lib/text.ts";

const machineAddresses = { api: "/api/v1/status", badge: "/status/badge.svg" };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("status");
  return { title: t("title"), description: t("lead") };
}

export default async function StatusPage() {
  const [t, status] = await Promise.all([getText("status"), readStatus()]);
  const { PUBLIC_URL } = readEnv();
  return (
    <>
      <LiveRefresh seconds={15} />
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{t("lead")}</p>
      {status.state === "unconfigured" ? (
        <Unconfigured />
      ) : (
        <>
          <StatusHeadline state={status.state} clouds={status.clouds.length} open={status.open} />
          {status.clouds.map((cloud) => (
            <CloudSection key={cloud.name} cloud={cloud} />
          ))}
          <Section id="findings" title={t("findings")}>
            <FindingTable findings={status.findings} />
          </Section>
        </>
      )}
      <Section id="machines" title={t("machines")}>
        <dl className="grid gap-x-6 gap-y-4 md:grid-cols-2">
          {(["api", "badge"] as const).map((key) => (
            <div key={key}>
              <dt className="mb-1 text-sm text-soft">{t(`${key}Title`)}</dt>
              <dd>
                <CodeBlock code={`${PUBLIC_URL}${machineAddresses[key]}`} label={t(key)} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
