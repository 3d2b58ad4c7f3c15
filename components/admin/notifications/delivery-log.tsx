import { CircleCheck, CircleX, Clock } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { eventKinds, eventNames, testEvent } from "#lib/notifications/events/schema.ts";
import { deliveryStates, type DeliveryQuery, type DeliveryRow } from "#lib/notifications/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Field } from "../field.tsx";
import { FilterBar } from "../filter-bar.tsx";
import { Pager } from "../pager.tsx";

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
  /** The delivery behind which the next page begins. */
  older: string | null;
  /** Whom one can choose to see the deliveries of; null on the page of one subscription. */
  subscriptions: { id: string; name: string }[] | null;
  repeat: Action;
};

/** What was sent, to whom, and what came of it; the newest first. */
export function DeliveryLog({ path, query, rows, older, subscriptions, repeat }: Props) {
  const kept = Object.entries({ state: query.state, event: query.event, to: subscriptions ? query.to : undefined }).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []));
  return (
    <div>
      <Filter path={path} query={query} subscriptions={subscriptions} />
      {rows.length === 0 ? (
        <Empty title={kept.length > 0 || query.before ? "No delivery fits this choice." : "Nothing was sent yet."}>{kept.length > 0 || query.before ? null : "What is sent, and what the receiver answers, is kept here."}</Empty>
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
      <Pager
        label="Pages of the deliveries"
        newest={query.before ? { href: `${path}${kept.length > 0 ? `?${new URLSearchParams(kept).toString()}` : ""}#log`, title: "Newest deliveries" } : null}
        older={older ? { href: `${path}?${new URLSearchParams([...kept, ["before", older]]).toString()}#log`, title: "Older deliveries" } : null}
      />
    </div>
  );
}

function Filter({ path, query, subscriptions }: Pick<Props, "path" | "query" | "subscriptions">) {
  const choices = [
    { name: "state", label: "State", value: query.state, options: deliveryStates.map((state) => ({ value: state as string, label: looks[state].word as string })) },
    { name: "event", label: "Event", value: query.event, options: [...eventNames.map((event) => ({ value: event as string, label: eventKinds[event].title })), { value: "test", label: testEvent.title }] },
    ...(subscriptions && subscriptions.length > 1 ? [{ name: "to", label: "To", value: query.to, options: subscriptions.map(({ id, name }) => ({ value: id, label: name })) }] : []),
  ];
  return (
    <FilterBar action={`${path}#log`} label="Filter the deliveries" submit="Show these deliveries" all={choices.some(({ value }) => value) ? { href: `${path}#log`, title: "Show all deliveries" } : null}>
      {choices.map(({ name, label, value, options }) => (
        <Field key={name} id={`deliveries-${name}`} name={name} label={label} options={[{ value: "", label: "any" }, ...options]} defaultValue={value ?? ""} errors={[]} />
      ))}
    </FilterBar>
  );
}
