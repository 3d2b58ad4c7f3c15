import { MeantimeNote, Notes, type ShownField } from "./field-notes.tsx";
import { ManyField } from "./many-field.tsx";
import { wordsOf } from "./value-text.tsx";

const box = "w-full rounded-md border bg-surface px-3 text-base text-ink";

/** One field of an edit with its hint, its errors, and what somebody else has put there meanwhile. */
export function EditFieldRow(shown: ShownField) {
  const { field, id, value, errors, meantime } = shown;
  if (field.locked !== undefined) return <LockedField {...shown} />;
  if (field.kind === "many") return <ManyField {...shown} />;
  const described = [field.hint && `${id}-hint`, errors.length > 0 && `${id}-error`, meantime && `${id}-meantime`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={field.kind === "text" ? "md:col-span-2" : ""}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {field.label}
        {field.unit && <span className="font-normal text-soft"> ({field.unit})</span>}
      </label>
      <Input {...shown} described={described} />
      <Notes {...shown} />
      {meantime && <MeantimeNote id={id} field={field} meantime={meantime} value={value} />}
    </div>
  );
}

function Input({ field, id, value, errors, described }: ShownField & { described: string | undefined }) {
  const { name, kind, options = [], required, maxLength, min, max } = field;
  const isWrong = errors.length > 0;
  const shared = { id, name, required, "aria-invalid": isWrong, "aria-describedby": described, className: `${box} ${isWrong ? "border-bad" : "border-line-strong"} ${kind === "text" ? "min-h-36 py-2" : "h-11"}` };
  const text = value === null ? "" : String(value);
  // Remounted with its value: a select that React resets would go back to the option of its first rendering.
  if (kind === "choice") {
    return (
      <select key={text} defaultValue={text} {...shared}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (kind === "text") return <textarea defaultValue={text} rows={Math.min(14, Math.max(4, Math.ceil(text.length / 90)))} maxLength={maxLength} {...shared} />;
  return <input type={kind === "number" ? "number" : kind === "day" ? "date" : "text"} autoComplete="off" spellCheck={kind === "line"} defaultValue={text} maxLength={maxLength} min={min} max={max} {...shared} />;
}

function LockedField({ field, id, value, errors }: ShownField) {
  return (
    <div>
      <p className="mb-1 font-medium">{field.label}</p>
      {!Array.isArray(value) && <input type="hidden" name={field.name} value={value ?? ""} />}
      <p className="flex min-h-11 items-center font-mono">{wordsOf(value, field)}</p>
      <p className="max-w-[72ch] text-sm text-soft">{field.locked}</p>
      <Notes field={{ name: field.name, label: field.label, kind: field.kind }} id={id} errors={errors} />
    </div>
  );
}
