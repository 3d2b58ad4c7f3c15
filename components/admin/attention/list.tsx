import type { Matter, MatterKind } from "#lib/attention/schema.ts";
import type { Acts } from "./acts.ts";
import { looks } from "./looks.ts";
import { MatterRow } from "./matter-row.tsx";

// So many of a kind are seen without a click; a night in which everything failed must not bury the rest.
const open = 5;

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
  const folded = matters.slice(open);
  return (
    <div id={kind}>
      <ul aria-label={looks[kind].word}>{rows(matters.slice(0, open))}</ul>
      {folded.length > 0 && (
        <details>
          <summary className="flex h-11 list-none items-center border-b border-line text-accent underline-offset-4 hover:underline">
            {folded.length} more: {looks[kind].counted(matters.length)} in all
          </summary>
          <ul aria-label={`${looks[kind].word}, more`}>{rows(folded)}</ul>
        </details>
      )}
    </div>
  );
}
