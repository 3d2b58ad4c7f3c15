import type { Metadata } from "next";
import { AttentionList } from "#components/admin/attention/list.tsx";
import { DiskSection } from "#components/admin/capacity/section.tsx";
import { KeyTable } from "#components/admin/key-table.tsx";
import { NightSection } from "#components/admin/nights/section.tsx";
import { QueueTable } from "#components/admin/queue-table.tsx";
import { RunningBuilds } from "#components/admin/running-builds.tsx";
import { TriggerForm } from "#components/admin/trigger-form.tsx";
import { WorkerTable } from "#components/admin/worker-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SectionNav } from "#components/ui/section-nav.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed, type Permission } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readDashboard } from "#lib/dashboard/data.ts";
import { nightsViewSchema } from "#lib/nights/schema.ts";
import { cancelBuild, confirmPromotion, promoteBuild, triggerBuild, withdrawPromotion } from "./actions.ts";

export const metadata: Metadata = { title: "Overview", robots: { index: false } };

const parts = [
  { id: "running", title: "Running" },
  { id: "queue", title: "Queue" },
  { id: "nights", title: "Nights" },
  { id: "build", title: "Build an image" },
  { id: "disk", title: "Disk" },
  { id: "workers", title: "Workers" },
  { id: "keys", title: "Keys" },
];

export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const { nights: view } = nightsViewSchema.parse(await searchParams);
  const actor = await admitToPage("admin:view", "/admin");
  const { matters, needsSecond, workload, nights, capacity, keys, now } = await readDashboard(actor, view);
  const ifAllowed = <Act,>(permission: Permission, act: Act) => (isAllowed(actor.roles, permission) ? act : null);
  const acts = {
    trigger: ifAllowed("build:trigger", triggerBuild),
    promote: ifAllowed("channel:promote", promoteBuild),
    confirm: ifAllowed("channel:promote", confirmPromotion),
    withdraw: ifAllowed("channel:promote", withdrawPromotion),
  };
  const cancel = ifAllowed("build:cancel", cancelBuild);
  const { running, queued, queuedCount, workers, imageNames } = workload;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{matters.length === 0 ? "Nothing needs you" : matters.length === 1 ? "One thing needs you" : `${matters.length} things need you`}</h1>
      <div className="mt-6">
        {matters.length === 0 ? <Empty title="No build has failed, none waits for a promotion, and everything that builds is well." /> : <AttentionList matters={matters} needsSecond={needsSecond} acts={acts} />}
      </div>
      <SectionNav label="On this page" sections={acts.trigger ? parts : parts.filter(({ id }) => id !== "build")} />
      <Section id="running" title="Running">
        {running.length === 0 ? <p className="text-soft">No build is running.</p> : <RunningBuilds builds={running} cancel={cancel} />}
      </Section>
      <Section id="queue" title={queuedCount > 0 ? `Queue: ${queuedCount}` : "Queue"}>
        {queued.length === 0 ? <p className="text-soft">No build is waiting for a worker.</p> : <QueueTable builds={queued} total={queuedCount} cancel={cancel} />}
      </Section>
      <NightSection nights={nights} view={view} />
      {acts.trigger && (
        <Section id="build" title="Build an image">
          <TriggerForm imageNames={imageNames} trigger={acts.trigger} />
        </Section>
      )}
      <DiskSection capacity={capacity} now={now} />
      <Section id="workers" title="Workers">
        {workers.length === 0 ? <Empty title="No worker is running.">Queued builds wait until one is started with npm run worker.</Empty> : <WorkerTable workers={workers} />}
      </Section>
      <Section id="keys" title="Keys">
        {keys.length === 0 ? <Empty title="No key signs.">The signing process makes one when it is started with npm run signer.</Empty> : <KeyTable keys={keys} />}
      </Section>
    </>
  );
}
