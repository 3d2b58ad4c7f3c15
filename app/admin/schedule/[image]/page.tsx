import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHead } from "#components/admin/page-head.tsx";
import { PlanForm } from "#components/admin/schedule/plan-form.tsx";
import { NextRuns } from "#components/admin/schedule/next-runs.tsx";
import { RunTable } from "#components/admin/schedule/run-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readSchedule } from "#lib/schedule/data.ts";
import { savePlan } from "../actions.ts";

export const metadata: Metadata = { title: "Plan of an image", robots: { index: false } };

type Props = { params: Promise<{ image: string }> };

export default async function PlanPage({ params }: Props) {
  const imageName = decodeURIComponent((await params).image);
  const actor = await admitToPage("admin:view", `/admin/schedule/${encodeURIComponent(imageName)}`);
  const found = await readSchedule(actor, imageName);
  if (!found) notFound();
  const { row, next, runs } = found;
  return (
    <>
      <Breadcrumbs items={[{ href: "/admin/schedule", title: "Schedule" }]} />
      <PageHead
        title={imageName}
        lead={
          <>
            {row.schedule ? (row.schedule.isOn ? `Built ${row.words}.` : `Off. When it is on: ${row.words}.`) : "This image has no plan: it is built on request alone."}
            {row.schedule?.editedByName && ` Last changed by ${row.schedule.editedByName}.`}
          </>
        }
      />
      <Section id="next" title="Next runs">
        {next.length === 0 ? <Empty title="Nothing is planned." /> : <NextRuns at={next.map((date) => date.toISOString())} timeZone={row.schedule?.timeZone ?? "UTC"} />}
      </Section>
      {isAllowed(actor.roles, "schedule:edit") && (
        <Section id="edit" title={row.schedule ? "Change the plan" : "Make a plan"}>
          <PlanForm imageName={imageName} schedule={row.schedule} action={savePlan} zones={Intl.supportedValuesOf("timeZone")} />
        </Section>
      )}
      <Section id="nights" title="Past nights">
        {runs.length === 0 ? <Empty title="No night has come yet." /> : <RunTable runs={runs} />}
      </Section>
    </>
  );
}
