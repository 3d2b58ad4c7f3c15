import { BellOff, BellRing, TriangleAlert } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { eventKinds, eventNames } from "#lib/notifications/events/schema.ts";
import type { SubscriptionRow } from "#lib/notifications/schema.ts";

/** Whether a subscription is told of things, and whether that arrives. */
export function SubscriptionState({ subscription: { isOn, isFailing } }: { subscription: SubscriptionRow }) {
  if (!isOn) return <Chip tone="quiet" icon={BellOff} word="off" />;
  return isFailing ? <Chip tone="bad" icon={TriangleAlert} word="failing" /> : <Chip tone="ok" icon={BellRing} word="on" />;
}

/** Says of a subscription that nothing arrives there any more. */
export function FailingNotice({ subscription: { isOn, isFailing, consecutiveFailures, failingSince } }: { subscription: SubscriptionRow }) {
  if (!isOn || !isFailing || !failingSince) return null;
  return (
    <Banner tone="bad" icon={TriangleAlert} title="Nothing arrives there">
      {consecutiveFailures} attempts in a row have failed; the first was <When at={failingSince} />. It goes on being tried. The log below tells what the receiver answers.
    </Banner>
  );
}

/** Everybody who is told of something. */
export function SubscriptionTable({ subscriptions }: { subscriptions: SubscriptionRow[] }) {
  return (
    <Table folds caption="Subscriptions" columns={[{ title: "Name" }, { title: "State" }, { title: "Where" }, { title: "Told when" }, { title: "Images" }, { title: "Last delivery" }]}>
      {subscriptions.map((subscription) => {
        const { id, name, kind, target, events, images, lastDeliveredAt } = subscription;
        return (
          <tr key={id} className={row}>
            <th scope="row" className={`${cell} min-w-[10rem] font-normal`}>
              <PageLink href={`/admin/notifications/${id}`} className="link">
                {name}
              </PageLink>
            </th>
            <td data-label="State" className={cell}>
              <SubscriptionState subscription={subscription} />
            </td>
            <td data-label="Where" className={`${cell} max-w-[18rem] truncate`} title={target}>
              {kind === "webhook" ? new URL(target).host : target}
            </td>
            <td data-label="Told when" className={`${cell} min-w-[14rem] py-2 text-sm`}>{events.length === eventNames.length ? "anything happens" : events.map((event) => eventKinds[event].title.toLowerCase()).join(", ")}</td>
            <td data-label="Images" className={cell}>{images.length === 0 ? "all" : images.length === 1 ? <span className="font-mono">{images[0]}</span> : `${images.length} images`}</td>
            <td data-label="Last delivery" className={cell}>{lastDeliveredAt ? <When at={lastDeliveredAt} /> : "never"}</td>
          </tr>
        );
      })}
    </Table>
  );
}
