import type { Metadata } from "next";
import { CloudSection } from "#components/status/cloud-section.tsx";
import { FindingTable } from "#components/status/finding-table.tsx";
import { LiveRefresh } from "#components/status/live-refresh.tsx";
import { StatusHeadline } from "#components/status/status-headline.tsx";
import { Unconfigured } from "#components/status/unconfigured.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { readEnv } from "#lib/env.ts";
import { readStatus } from "#lib/registrations/status/data.ts";
import { chooseFindings, chooseLines } from "#lib/registrations/status/rules.ts";
import { statusViewSchema } from "#lib/registrations/status/schema.ts";
import { getText } from "#lib/text.ts";

const machineAddresses = { api: "/api/v1/status", badge: "/status/badge.svg" };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("status");
  return { title: t("title"), description: t("lead") };
}

export default async function StatusPage({ searchParams }: PageProps<"/status">) {
  const [t, status, asked] = await Promise.all([getText("status"), readStatus(), searchParams]);
  const view = statusViewSchema.parse(asked);
  const findings = chooseFindings(status.findings, view.findings === "all");
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
            <CloudSection key={cloud.name} cloud={cloud} lines={chooseLines(cloud.lines, view.images === cloud.name)} />
          ))}
          <Section id="findings" title={t("findings")}>
            <FindingTable findings={findings} />
            {findings.length < status.findings.length && (
              <p className="mt-3">
                <PageLink href="/status?findings=all" scroll={false} className="link">
                  {t("showFindings", { count: status.findings.length })}
                </PageLink>
              </p>
            )}
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
