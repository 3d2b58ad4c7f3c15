import type { Json } from "#lib/audit/schema.ts";

export type ChangeRow = { path: string; kind: "added" | "removed" | "changed" | "same"; before?: Json; after?: Json };

/** What an act changed, value by value; what stayed is there in grey. */
export function ChangeTable({ changes, title }: { changes: ChangeRow[]; title: string }) {
  if (changes.length === 0) return <p className="text-soft">The act has recorded nothing but itself.</p>;
  const hasBefore = changes.some(({ before }) => before !== undefined);
  const hasAfter = changes.some(({ after }) => after !== undefined);
  return (
    <div className="overflow-x-auto" role="region" aria-label={`What changed: ${title}`} tabIndex={0}>
      <table className="w-full text-left text-sm">
        <caption className="sr-only">What changed: {title}</caption>
        <thead>
          <tr className="border-b border-line-strong text-soft">
            <th scope="col" className="w-[7rem] py-1 md:w-[14rem] pr-4 font-medium">
              Value
            </th>
            {hasBefore && (
              <th scope="col" className="py-1 pr-4 font-medium">
                Before
              </th>
            )}
            {hasAfter && (
              <th scope="col" className="py-1 font-medium">
                After
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, kind, before, after }) => (
            <tr key={path} className="border-b border-line align-top">
              <th scope="row" className="py-1.5 pr-4 font-mono font-normal wrap-anywhere text-soft">
                {path || "value"}
              </th>
              {hasBefore && <Side value={before} mark={kind === "changed" || kind === "removed" ? "del" : null} />}
              {hasAfter && <Side value={after} mark={kind === "changed" || (kind === "added" && hasBefore) ? "ins" : null} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const looks = { del: "rounded-[3px] bg-bad-wash px-1 text-bad no-underline", ins: "rounded-[3px] bg-ok-wash px-1 text-ok no-underline" };

function Side({ value, mark: Mark }: { value: Json | undefined; mark: "del" | "ins" | null }) {
  const text = value === undefined ? "–" : typeof value === "string" ? value || "(empty)" : JSON.stringify(value);
  return <td className="py-1.5 pr-4 font-mono wrap-anywhere whitespace-pre-wrap">{Mark ? <Mark className={looks[Mark]}>{text}</Mark> : text}</td>;
}
