import { Fold } from "#components/admin/fold.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { EditEntry, EditField } from "#lib/edits/schema.ts";
import { ChangeList } from "./change-list.tsx";

const words = { create: "made it", edit: "changed it", reset: "took the catalog's own values" } as const;

type Props = { entries: EditEntry[]; fields: EditField[]; /** Where the form stands, for those who may edit. */ href?: string | undefined; restored?: string | undefined };

/** Who changed what, newest first; the values of any of these moments can be put into the form. */
export function EditHistory({ entries, fields, href, restored }: Props) {
  return (
    <Section id="history" title="History" lead="From the audit. Changes by a new version of the catalog's files are not among them.">
      {entries.length === 0 ? (
        <Empty title="Nobody has edited this here." />
      ) : (
        <ol aria-label="Edits, newest first" className="border-t border-line">
          {entries.map((entry, at) => (
            <li key={entry.sequence} className="border-b border-line py-4">
              <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <p>
                  <span className="font-medium">{entry.by}</span> {words[entry.act]} <span className="text-soft"><When at={entry.at} /></span>
                </p>
                {href && at > 0 && entry.sequence !== restored && (
                  <PageLink href={`${href}?restore=${entry.sequence}#form`} className="link text-sm">
                    Put these values into the form
                  </PageLink>
                )}
              </div>
              <Fold isOpen={at === 0} title={entry.changes.length === 1 ? "1 field" : `${entry.changes.length} fields`}>
                <ChangeList changes={entry.changes} fields={fields} />
              </Fold>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
