import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { CloudStatus } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { HistoryStrip } from "./history-strip.tsx";
import { promiseKeys, stateLooks } from "./words.ts";

/** The promises of one cloud: how each is now, and its last 90 days. */
export function PromiseTable({ cloud: { name, promises } }: { cloud: CloudStatus }) {
  const t = useText("status");
  return (
    <>
      <Table caption={`${t("promises")}: ${name}`} columns={[{ title: t("promises") }, { title: t("title") }, { title: t("historyCaption"), className: "w-1/2" }]} folds>
        {promises.map(({ invariant, state, history }) => {
          const title = t(promiseKeys[invariant]);
          const { key, ...look } = stateLooks[state];
          return (
            <tr key={invariant} className={row}>
              <th scope="row" className={`${cell} font-normal whitespace-nowrap`} title={t(`${promiseKeys[invariant]}Means`)}>
                {title}
              </th>
              <td className={cell}>
                <Chip {...look} word={t(key)} />
              </td>
              <td className={`whole ${cell} min-w-[220px]`}>
                <HistoryStrip promise={title} days={history} />
              </td>
            </tr>
          );
        })}
      </Table>
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
        {(["legendKept", "legendBroken", "legendUnseen"] as const).map((key) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden viewBox="0 0 3 12" className={`h-3 w-[3px] ${{ legendKept: "fill-ok opacity-60", legendBroken: "fill-bad", legendUnseen: "fill-line" }[key]}`}>
              <path d="M0 0h3v12h-3z" />
            </svg>
            {t(key)}
          </span>
        ))}
        <span className="ml-auto">
          {t("daysAgo")} – {t("today")}
        </span>
      </p>
    </>
  );
}
