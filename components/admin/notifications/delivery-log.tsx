import { CircleCheck, CircleX, Clock } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { eventKinds, eventNames, testEvent } from "#lib/notifications/events/schema.ts";
import { deliveryStates, type DeliveryQuery, type DeliveryRow, type SubscriptionRow } from "#lib/notifications/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";

const looks = {
  waiting: { tone: "running", icon: Clock, word: "waiting" },
  delivered: { tone: "ok", icon: CircleCheck, word: "delivered" },
  given_up: { tone: "bad", icon: CircleX, word: "given up" },
} as const;

type Props = {
  /** Of the page, for the filter and the way to older ones. */
  path: string;
  query: DeliveryQuery;
  rows: DeliveryRow[];
  older: Date | null;
  /** Whom one can choose to see the deliveries of; null on the page of one subscription. */
  subscriptions: SubscriptionRow[] | null;
  repeat: Action;
};

/** What was sent, to whom, and what came of it; the newest first. */
export function DeliveryLog({ path, query, rows, older, subscriptions, repeat }: Props) {
  const kept = Object.entries({ state: query.state, event: query.event, to: subscriptions ? query.to : undefined }).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []));
  return (
    <div className="flex flex-col gap-4">
      <Filter path={path} query={query} subscriptions={subscriptions} />
      {rows.length === 0 ? (
        <Empty title={kept.length > 0 || query.before ? "No delivery fits this choice." : "Nothing was sent yet."} />
      ) : (
        <Table folds caption="Messages and what came of them" columns={[{ title: "Event" }, ...(subscriptions ? [{ title: "To" }] : []), { title: "When" }, { title: "State" }, { title: "What came of it" }, { title: "Again" }]}>
          {rows.map(({ id, event, summary, to, createdAt, state, attempts, nextAttemptAt, lastStatus, lastError, deliveredAt }) => (
            <tr key={id} className={row}>
              <th scope="row" className={`${cell} min-w-[14rem] py-2 font-normal`}>
                {(event === "test" ? testEvent : eventKinds[event]).title}
                {event !== "test" && summary && <span className="block max-w-[24rem] truncate text-sm text-soft">{summary}</span>}
              </th>
              {subscriptions && <td data-label="To" className={cell}>{to}</td>}
              <td data-label="When" className={cell}>
                <When at={createdAt} />
              </td>
              <td data-label="State" className={cell}>
                <Chip {...looks[state]} />
              </td>
              <td data-label="What came of it" className={`${cell} min-w-[16rem] py-2 text-sm break-words`}>
                {state === "delivered" ? `${lastStatus ? `Answered ${lastStatus}` : "Taken by the mail server"}${attempts > 1 ? ` at attempt ${attempts}` : ""}.` : (lastError ?? "Not tried yet.")}
                {state === "waiting" && attempts > 0 && (
                  <>
                    {" "}
                    Attempt {attempts + 1} <When at={nextAttemptAt} />.
                  </>
                )}
                {deliveredAt && <span className="sr-only"> {deliveredAt.toISOString()}</span>}
              </td>
              <td data-label="Again" className={`${cell} py-1`}>
                <ActionForm action={repeat} submit={state === "waiting" ? "Send now" : "Send again"} hidden={{ deliveryId: id }} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      {older && (
        <p>
          <PageLink href={`${path}?${new URLSearchParams([...kept, ["before", older.toISOString()]]).toString()}#log`} className="link">
            Older deliveries
          </PageLink>
        </p>
      )}
    </div>
  );
}

function Filter({ path, query, subscriptions }: Pick<Props, "path" | "query" | "subscriptions">) {
  const choices = [
    { name: "state", label: "State", value: query.state, options: deliveryStates.map((state) => [state, looks[state].word]) },
    { name: "event", label: "Event", value: query.event, options: [...eventNames.map((event) => [event, eventKinds[event].title]), ["test", testEvent.title]] },
    ...(subscriptions && subscriptions.length > 1 ? [{ name: "to", label: "To", value: query.to, options: subscriptions.map(({ id, name }) => [id, name]) }] : []),
  ];
  return (
    <form action={`${path}#log`} className="flex flex-wrap items-end gap-3">
      {choices.map(({ name, label, value, options }) => (
        <label key={name} className="text-sm text-soft">
          {label}
          <select name={name} defaultValue={value ?? ""} className="mt-1 block h-9 rounded-md border border-line-strong bg-surface px-2 text-base text-ink">
            <option value="">all</option>
            {options.map(([option, title]) => (
              <option key={option} value={option}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className={button.small}>
        Show
      </button>
    </form>
  );
}
