import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { Calendar } from "#components/admin/schedule/calendar.tsx";
import { PauseForm, PauseNotice } from "#components/admin/schedule/pause.tsx";
import { PlanTable } from "#components/admin/schedule/plan-table.tsx";
import { RunTable } from "#components/admin/schedule/run-table.tsx";
import { MaintenanceWindows } from "#components/admin/schedule/windows.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readSchedulePage } from "#lib/schedule/data.ts";
import { addMaintenance, pauseBuilds, removeMaintenance, resumeBuilds } from "./actions.ts";

export const metadata: Metadata = { title: "Schedule", robots: { index: false } };

export default async function SchedulePage() {
  const actor = await admitToPage("admin:view", "/admin/schedule");
  const { rows, pause, windows, days, runs } = await readSchedulePage(actor);
  const mayPause = isAllowed(actor.roles, "schedule:pause");
  return (
    <>
      <PageHead title="Schedule" lead="When images are built by themselves. Every planned night is recorded: what was built, or why nothing was. All times are UTC unless a plan names its zone." />
      {pause && <PauseNotice pause={pause} resume={mayPause ? resumeBuilds : null} />}
      <div className={pause ? "mt-8" : ""}>
        {rows.length === 0 ? <Empty title="No image has a recipe here yet, so there is nothing to plan." /> : <PlanTable rows={rows} isPaused={pause !== null} />}
      </div>
      {mayPause && !pause && rows.length > 0 && (
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
      </Section>
    </>
  );
}
