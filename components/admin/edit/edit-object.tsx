import { History } from "lucide-react";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { EditPage } from "#lib/edits/schema.ts";
import type { Action } from "../action-form.tsx";
import type { EditAction } from "./answer.ts";
import { EditForm } from "./edit-form.tsx";
import { EditHistory } from "./edit-history.tsx";
import { OwnValues } from "./own-values.tsx";
import { wordsOf } from "./value-text.tsx";

type Props = {
  page: EditPage;
  href: string;
  canEdit: boolean;
  hidden: Record<string, string>;
  action: EditAction;
  reset: Action;
  preview: string;
  /** The sequence of an edit whose values stand in the form instead of the present ones. */
  restore?: string | undefined;
  children?: ReactNode;
};

/** The form of one object with its history and the catalog's own values; who may not edit reads the values. */
export function EditObject({ page, href, canEdit, hidden, action, reset, preview, restore, children }: Props) {
  const restored = canEdit ? page.history.find(({ sequence }) => sequence === restore) : undefined;
  return (
    <>
      {restored && (
        <Banner tone="attention" icon={History} title={`The form holds the values of ${restored.at.toISOString().slice(0, 16).replace("T", " ")} UTC`}>
          Nothing is saved yet. Look at them, then save, or{" "}
          <PageLink href={href} className="link">
            go back to the present values
          </PageLink>
          .
        </Banner>
      )}
      <div id="form" className="mt-8 scroll-mt-4">
        {canEdit ? (
          <EditForm
            // Another state in the form is another form: what was typed into the one before does not mix with it.
            key={restored?.sequence ?? "now"}
            action={action} hidden={hidden} fields={page.fields} values={restored ? { ...page.values, ...restored.values } : page.values} revision={page.revision} submit={`Save ${page.key}`} preview={preview}
          />
        ) : (
          <DefinitionList long items={page.fields.map((field) => ({ term: field.label, value: <span className="break-words whitespace-pre-line">{wordsOf(page.values[field.name] ?? null, field)}</span> }))} />
        )}
      </div>
      {children}
      {canEdit && <OwnValues page={page} fields={page.fields} hidden={hidden} reset={reset} />}
      <EditHistory entries={page.history} fields={page.fields} href={canEdit ? href : undefined} restored={restored?.sequence} />
    </>
  );
}
