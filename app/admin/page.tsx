import type { Metadata } from "next";
import { Attention } from "#components/admin/attention.tsx";
import { QueueTable, RunningTable } from "#components/admin/build-tables.tsx";
import { PromotionRequests } from "#components/admin/promotion-requests.tsx";
import { TriggerForm } from "#components/admin/trigger-form.tsx";
import { WorkerTable } from "#components/admin/worker-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { workerLostAfterMs } from "#lib/builds/rules.ts";
import { readOverview } from "#lib/channels/overview/data.ts";
import { readRequests } from "#lib/channels/requests/data.ts";
import { cancelBuild, confirmPromotion, promoteBuild, triggerBuild, withdrawPromotion } from "./actions.ts";

export const metadata: Metadata = { title: "Overview", robots: { index: false } };

export default async function AdminPage() {
  const actor = await admitToPage("admin:view", "/admin");
  const [{ waiting, failed, running, queued, workers, imageNames }, requests] = await Promise.all([readOverview(actor), readRequests(actor)]);
  const asked = new Set(requests.open.map(({ image, version }) => `${image} ${version}`));
  const unasked = waiting.filter(({ image, version }) => !asked.has(`${image} ${version}`));
  const open = unasked.length + failed.length + requests.open.length;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{open === 0 ? "Nothing needs you" : open === 1 ? "One thing needs you" : `${open} things need you`}</h1>
      <div className="mt-6">
        {open === 0 && <Empty title="No build has failed, and none waits for a promotion." />}
        {requests.open.length > 0 && <PromotionRequests requests={requests.open} confirm={confirmPromotion} withdraw={withdrawPromotion} />}
        {unasked.length + failed.length > 0 && <Attention failed={failed} waiting={unasked} needsSecond={requests.isNeeded} trigger={triggerBuild} promote={promoteBuild} />}
      </div>
      <Section id="running" title="Running">
        {running.length === 0 ? <Empty title="No build is running." /> : <RunningTable builds={running} cancel={cancelBuild} />}
      </Section>
      <Section id="queue" title="Queue">
        {queued.length === 0 ? <Empty title="No build is waiting for a worker." /> : <QueueTable builds={queued} cancel={cancelBuild} />}
      </Section>
      <Section id="build" title="Build an image">
        <TriggerForm imageNames={imageNames} trigger={triggerBuild} />
      </Section>
      <Section id="workers" title="Workers">
        {workers.length === 0 ? (
          <Empty title="No worker is running.">Queued builds wait until one is started with npm run worker.</Empty>
        ) : (
          <WorkerTable workers={workers} lostBefore={new Date(Date.now() - workerLostAfterMs)} />
        )}
      </Section>
    </>
  );
}
