import type { Metadata } from "next";
import { Confirm } from "#components/admin/confirm.tsx";
import { DeliveryLog } from "#components/admin/notifications/delivery-log.tsx";
import { SubscriptionForm } from "#components/admin/notifications/subscription-form.tsx";
import { SubscriptionTable } from "#components/admin/notifications/subscription-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { NumberedPager } from "#components/admin/pager.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { isMailOn, listSubscriptionNames, listSubscriptions } from "#lib/notifications/data.ts";
import { listDeliveries } from "#lib/notifications/deliveries/data.ts";
import { deliveryQuerySchema, subscriptionListSchema } from "#lib/notifications/schema.ts";
import { repeatDelivery, subscribe } from "./actions.ts";

export const metadata: Metadata = { title: "Notifications", robots: { index: false } };

// Of more, one is chosen on its own page, where its deliveries stand.
const mostToChoose = 100;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NotificationsPage({ searchParams }: Props) {
  const actor = await admitToPage("notification:manage", "/admin/notifications");
  const asked = await searchParams;
  const query = deliveryQuerySchema.parse(asked);
  const [{ rows: subscriptions, ...page }, names, log] = await Promise.all([listSubscriptions(actor, subscriptionListSchema.parse(asked).page), listSubscriptionNames(actor, mostToChoose + 1), listDeliveries(actor, query)]);
  const hasMail = isMailOn(actor);
  return (
    <>
      <PageHead
        title="Notifications"
        lead="Who is told when something happens here, by webhook or by e-mail. What cannot be delivered is tried for a day."
        action={
          <a href="#add" className={button.secondary}>
            Tell somebody …
          </a>
        }
      />
      {subscriptions.length === 0 ? <Empty title="Nobody is told of anything yet.">Add a webhook below, and whoever looks after the builds hears of a failed night before they open this page.</Empty> : <SubscriptionTable subscriptions={subscriptions} />}
      <NumberedPager label="Pages of the subscriptions" {...page} hrefOf={(number) => `/admin/notifications?page=${number}`} />
      <Section id="add" title="Tell somebody">
        <div className="flex flex-col items-start gap-6">
          <SubscriptionForm action={subscribe} kind="webhook" submit="Add the webhook" look="primary" />
          {hasMail ? (
            <Confirm title="By e-mail instead …">
              <SubscriptionForm action={subscribe} kind="email" submit="Add the mailbox" look="secondary" />
            </Confirm>
          ) : (
            <p className="text-soft">
              E-mail is off: set <code className="font-mono">SMTP_URL</code> and start again.
            </p>
          )}
        </div>
      </Section>
      <Section id="log" title="Deliveries">
        <DeliveryLog path="/admin/notifications" query={query} {...log} subscriptions={names.length > mostToChoose ? [] : names} repeat={repeatDelivery} />
      </Section>
    </>
  );
}
