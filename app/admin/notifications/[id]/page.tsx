import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ActionForm } from "#components/admin/action-form.tsx";
import { Confirm } from "#components/admin/confirm.tsx";
import { DeliveryLog } from "#components/admin/notifications/delivery-log.tsx";
import { SubscriptionForm } from "#components/admin/notifications/subscription-form.tsx";
import { FailingNotice, SubscriptionState } from "#components/admin/notifications/subscription-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { formatExact } from "#components/ui/format.ts";
import { Section } from "#components/ui/section.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { findSubscription } from "#lib/notifications/data.ts";
import { listDeliveries } from "#lib/notifications/deliveries/data.ts";
import { deliveryQuerySchema } from "#lib/notifications/schema.ts";
import { changeSubscription, renewSecret, repeatDelivery, testSubscription, unsubscribe } from "../actions.ts";

export const metadata: Metadata = { title: "Subscription", robots: { index: false } };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SubscriptionPage({ params, searchParams }: Props) {
  const id = (await params).id;
  const path = `/admin/notifications/${encodeURIComponent(id)}`;
  const actor = await admitToPage("notification:manage", path);
  const subscription = z.uuid().safeParse(id).success ? await findSubscription(actor, id) : null;
  if (!subscription) notFound();
  const query = { ...deliveryQuerySchema.parse(await searchParams), to: id };
  const log = await listDeliveries(actor, query);
  const { kind, name, isOn, formerSecretUntil, revision } = subscription;
  const seen = { subscriptionId: id, revision: String(revision) };
  return (
    <>
      <Breadcrumbs items={[{ href: "/admin/notifications", title: "Notifications" }]} />
      <PageHead title={name} lead={<SubscriptionState subscription={subscription} />} />
      <FailingNotice subscription={subscription} />
      <div className="mt-6">
        {isOn ? <ActionForm action={testSubscription} submit="Send a test" done="On its way: it appears below." hidden={{ subscriptionId: id }} /> : <p className="text-soft">Off: nothing is sent, and what happens now is not told later.</p>}
      </div>
      <Section id="edit" title="What is told, and where">
        <SubscriptionForm key={revision} action={changeSubscription} kind={kind} subscription={subscription} submit={`Save ${name}`} look="primary" />
      </Section>
      <Section id="log" title="Deliveries">
        <DeliveryLog path={path} query={query} {...log} subscriptions={null} repeat={repeatDelivery} />
      </Section>
      <Section id="end" title={kind === "webhook" ? "Secret and end" : "End"}>
        <div className="flex flex-col items-start gap-4">
          {kind === "webhook" && (
            <>
              <p className="max-w-[72ch] text-soft">
                Messages are signed as Standard Webhooks says: header <code className="font-mono">webhook-signature</code>.{" "}
                {formerSecretUntil && formerSecretUntil > new Date() && `Until ${formatExact(formerSecretUntil)} they carry the signature of the former secret too.`}
              </p>
              <ActionForm action={renewSecret} submit="Make a new secret" hidden={seen} />
            </>
          )}
          <Confirm title="Remove …">
            <ActionForm action={unsubscribe} submit={`Tell ${name} nothing any more`} look="smallDanger" hidden={seen} />
          </Confirm>
        </div>
      </Section>
    </>
  );
}
