import type { Metadata } from "next";
import { CloudPanel } from "#components/admin/clouds/cloud-panel.tsx";
import { NoClouds } from "#components/admin/clouds/no-clouds.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { LiveRefresh } from "#components/status/live-refresh.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readControlledClouds } from "#lib/registrations/control/data.ts";
import { chooseDrift, planCloud, reconcileCloud } from "./actions.ts";

export const metadata: Metadata = { title: "Clouds", robots: { index: false } };

export default async function CloudsPage() {
  const actor = await admitToPage("admin:view", "/admin/clouds");
  const clouds = await readControlledClouds(actor);
  const mayReconcile = isAllowed(actor.roles, "cloud:reconcile");
  const mayDecide = isAllowed(actor.roles, "setting:manage");
  return (
    <>
      <LiveRefresh seconds={5} />
      <PageHead
        title="Clouds"
        lead={
          <>
            What the workers do in each cloud of clouds.yaml. What is promised to customers, and whether it is kept, stands on{" "}
            <PageLink href="/status" className="link">
              the status page
            </PageLink>
            .
          </>
        }
      />
      {clouds.length === 0 && <NoClouds />}
      {clouds.map((cloud) => (
        <CloudPanel key={cloud.name} cloud={cloud} reconcile={mayReconcile ? reconcileCloud : null} plan={mayReconcile ? planCloud : null} chooseDrift={mayDecide ? chooseDrift : null} />
      ))}
    </>
  );
}
