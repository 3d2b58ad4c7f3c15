import { PageLink } from "#components/ui/page-link.tsx";
import type { NightCounts, Nights, NightsView } from "#lib/nights/schema.ts";
import { nightLooks, type NightLook } from "./looks.ts";
import "./nights.css";

const parts: { count: keyof NightCounts; word: string; ink: string }[] = [
  { count: "failed", word: "failed", ink: "text-bad font-semibold" },
  { count: "running", word: "running or queued", ink: "text-running" },
  { count: "published", word: "published", ink: "text-ok" },
  { count: "cancelled", word: "cancelled", ink: "text-soft" },
  { count: "none", word: "not built", ink: "text-soft" },
];

type Props = { nights: Nights; view: NightsView["nights"]; /** The page that the choice leads to. */ path: `/admin${string}` };

/** Tonight in one line, and the choice of all images or those that failed. */
export function NightSummary({ nights: { tonight, failing, total }, view, path }: Props) {
  const shown = parts.filter(({ count }) => tonight[count] > 0);
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <p>
        Tonight:{" "}
        {shown.map(({ count, word, ink }, at) => (
          <span key={count}>
            {at > 0 && ", "}
            <span className={ink}>
              {tonight[count]} {word}
            </span>
          </span>
        ))}
        .
      </p>
      {(failing > 0 || view === "failed") && (
        <p className="flex gap-x-4">
          <Choice href={`${path}#nights`} isChosen={view === "all"} text={total === 1 ? "One image" : `All ${total} images`} />
          <Choice href={`${path}?nights=failed#nights`} isChosen={view === "failed"} text={`${failing} with a failure`} />
        </p>
      )}
    </div>
  );
}

function Choice({ href, isChosen, text }: { href: string; isChosen: boolean; text: string }) {
  return isChosen ? (
    <span aria-current="true" className="flex h-9 items-center border-b-2 border-accent font-medium">
      {text}
    </span>
  ) : (
    <PageLink href={href} className="flex h-9 items-center text-accent underline-offset-4 hover:underline">
      {text}
    </PageLink>
  );
}

/** What the signs of the grid mean. */
export function NightLegend() {
  return (
    <ul aria-label="Legend" className="nights-legend mt-3 flex flex-wrap gap-x-5 gap-y-2 text-sm text-soft">
      {(Object.keys(nightLooks) as NightLook[]).map((look) => (
        <li key={look} className="flex items-center gap-2">
          <span aria-hidden className={`night ${look}`} />
          {nightLooks[look]}
        </li>
      ))}
    </ul>
  );
}
