import { Section } from "#components/ui/section.tsx";
import type { EditField, EditPage } from "#lib/edits/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";
import { ChangeList } from "./change-list.tsx";
import { EffectView } from "./effect-view.tsx";

type Props = { page: EditPage; fields: EditField[]; hidden: Record<string, string>; reset: Action };

/** What would come back with the values of the catalog's files, and the button for that; only for what an admin has edited. */
export function OwnValues({ page: { isEdited, own, revision, key }, fields, hidden, reset }: Props) {
  if (!isEdited) return null;
  return (
    <Section id="own" title="The catalog's own values" lead={own ? "This has been edited here, so a new version of the catalog's files leaves it alone." : "This was made here: the catalog's files have nothing of this name."}>
      {own && (
        <Confirm title="Compare, and go back to them …">
          <div className="space-y-4">
            {own.changes.length === 0 ? <p>They are the same as here. Going back lets the next version of the files change them again.</p> : <ChangeList changes={own.changes} fields={fields} />}
            {own.effect && <EffectView effect={own.effect} />}
            <ActionForm action={reset} submit={`Take the catalog's own values for ${key}`} look="smallDanger" hidden={{ ...hidden, revision: String(revision), confirmed: String(own.effect?.lossesInLatest ?? 0) }} />
          </div>
        </Confirm>
      )}
    </Section>
  );
}
