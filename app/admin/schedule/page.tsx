import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { NumberedPager, Pager } from "#components/admin/pager.tsx";
import { Calendar } from "#components/admin/schedule/calendar.tsx";
import { PauseForm, PauseNotice } from "#components/admin/schedule/pause.tsx";
import { PlanFilter } from "#components/admin/schedule/plan-filter.tsx";
import { PlanTable } from "#components/admin/schedule/plan-table.tsx";
import { RunTable } from "#components/admin/schedule/run-table.tsx";
import { MaintenanceWindows } from "#components/admin/schedule/windows.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readSchedulePage } from "#lib/schedule/data.ts";
import { scheduleViewSchema } from "#lib/schedule/schema.ts";
import { addMaintenance, pauseBuilds, removeMaintenance, resumeBuilds } from "./actions.ts";

export const metadata: Metadata = { title: "Schedule", robots: { index: false } };

// A few plans are seen at one glance; more are looked for.
const manyPlans = 10;

export default async function SchedulePage({ searchParams }: PageProps<"/admin/schedule">) {
  const actor = await admitToPage("admin:view", "/admin/schedule");
  const view = scheduleViewSchema.parse(await searchParams);
  const { plans: { rows, ...page }, planned, pause, windows, days, runs, older } = await readSchedulePage(actor, view);
  const hrefOf = (asked: Record<string, string>) => `/admin/schedule?${new URLSearchParams({ ...(view.q && { q: view.q }), ...asked })}`;
  const mayPause = isAllowed(actor.roles, "schedule:pause");
  return (
    <>
      <PageHead title="Schedule" lead="When images are built by themselves. Every planned night is recorded: what was built, or why nothing was. All times are UTC unless a plan names its zone." />
      {pause && <PauseNotice pause={pause} resume={mayPause ? resumeBuilds : null} />}
      <div className={pause ? "mt-8" : ""}>
        {(planned > manyPlans || view.q) && <PlanFilter q={view.q} />}
        {rows.length === 0 ? <Empty title={view.q ? "No image that can be planned is called that." : "No image has a recipe here yet, so there is nothing to plan."} /> : <PlanTable rows={rows} isPaused={pause !== null} />}
        <NumberedPager label="Pages of the plans" {...page} hrefOf={(number) => hrefOf({ page: String(number) })} />
      </div>
      {mayPause && !pause && planned > 0 && (
        <div className="mt-6">
          <PauseForm pause={pauseBuilds} />
        </div>
      )}
      <Section id="calendar" title="What will run" lead="The next two weeks, as plans, pauses and maintenance stand now.">
        <Calendar days={days} />
      </Section>
      <Section id="maintenance" title="Maintenance" lead="No scheduled build starts in these times. A night that falls into one is skipped, with this reason.">
        <MaintenanceWindows windows={windows} add={mayPause ? addMaintenance : null} remove={removeMaintenance} />
      </Section>
      <Section id="nights" title="Past nights">
        {runs.length === 0 ? <Empty title="No night has come yet." /> : <RunTable runs={runs} />}
        <Pager label="Pages of the past nights" newest={view.before ? { href: `${hrefOf({})}#nights`, title: "Newest nights" } : null} older={older ? { href: `${hrefOf({ before: older })}#nights`, title: "Older nights" } : null} />
      </Section>
    </>
  );
}
