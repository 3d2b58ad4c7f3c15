import { PageLink } from "#components/ui/page-link.tsx";
import type { Matter, MatterKind } from "#lib/attention/schema.ts";
import type { Acts } from "./acts.ts";
import { listOfAll, looks } from "./looks.ts";
import { MatterRow } from "./matter-row.tsx";

// So many of a kind are seen without a click; a night in which everything failed must not bury the rest.
const open = 5;
// So many more stand folded; behind these a page of their own has them all. Each row carries forms: a thousand would be a page of megabytes.
const most = 10;

type Props = { matters: Matter[]; needsSecond: boolean; acts: Acts };

/** What needs a person, kind by kind, the most urgent first. Each kind and each row has an anchor. */
export function AttentionList({ matters, needsSecond, acts }: Props) {
  const kinds = [...Map.groupBy(matters, ({ kind }) => kind)];
  return (
    <>
      {kinds.length > 1 && matters.length > open && <Tally kinds={kinds} />}
      <div className="border-t border-line">
        {kinds.map(([kind, members]) => (
          <Kind key={kind} kind={kind} matters={members} needsSecond={needsSecond} acts={acts} />
        ))}
      </div>
    </>
  );
}

function Tally({ kinds }: { kinds: [MatterKind, Matter[]][] }) {
  return (
    <ul aria-label="Kinds of things that need you" className="mb-4 flex flex-wrap gap-x-5">
      {kinds.map(([kind, { length }]) => (
        <li key={kind}>
          <a href={`#${kind}`} className="flex h-9 items-center text-accent underline-offset-4 hover:underline">
            {looks[kind].counted(length)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Kind({ kind, matters, ...rest }: Props & { kind: MatterKind }) {
  const rows = (some: Matter[]) => some.map((matter) => <MatterRow key={matter.id} matter={matter} {...rest} />);
  const folded = matters.slice(open, most);
  const all = kind === "waiting-build" && !rest.acts.promote ? undefined : listOfAll[kind];
  return (
    <div id={kind}>
      <ul aria-label={looks[kind].word}>{rows(matters.slice(0, open))}</ul>
      {folded.length > 0 && (
        <details>
          <summary className="flex h-11 list-none items-center border-b border-line text-accent underline-offset-4 hover:underline">
            {matters.length - open} more: {looks[kind].counted(matters.length)} in all
          </summary>
          <ul aria-label={`${looks[kind].word}, more`}>{rows(folded)}</ul>
          {matters.length > most && (
            <p className="flex min-h-11 flex-wrap items-center gap-x-2 border-b border-line">
              <span className="text-soft">{matters.length - most} more are not listed here.</span>
              {all && (
                <PageLink href={all.href} className="link">
                  {all.title}
                </PageLink>
              )}
            </p>
          )}
        </details>
      )}
    </div>
  );
}
