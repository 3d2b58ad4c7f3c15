import type { EditField, FieldChange } from "#lib/edits/schema.ts";
import { ValueChange } from "./value-text.tsx";

/** Fields that differ, with how. */
export function ChangeList({ changes, fields }: { changes: FieldChange[]; fields: EditField[] }) {
  return (
    <dl className="space-y-2">
      {changes.map(({ field: name, before, after }) => {
        const field = fields.find((one) => one.name === name);
        return (
          <div key={name} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-soft">{field?.label ?? name}</dt>
            <dd className="min-w-0">
              <ValueChange before={before} after={after} field={field} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
