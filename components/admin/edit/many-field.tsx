import { Fold } from "#components/admin/fold.tsx";
import { MeantimeNote, Notes, type ShownField } from "./field-notes.tsx";
import { wordsOf } from "./value-text.tsx";

const shortList = 24;

/** A field of boxes to tick. A long list is folded under what is ticked in it. */
export function ManyField({ field, id, value, errors, meantime }: ShownField) {
  const ticked = Array.isArray(value) ? value : [];
  const options = field.options ?? [];
  const isLong = options.length > shortList;
  const boxes = (
    <div className={`grid gap-x-8 ${options.some(({ hint }) => hint) ? "md:grid-cols-2" : "sm:grid-cols-2 lg:grid-cols-3"}`}>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-9 items-start gap-3 py-1.5">
          <input type="checkbox" name={`${field.name}:${option.value}`} defaultChecked={ticked.includes(option.value)} className="mt-1 size-4 shrink-0 accent-accent" />
          <span className="min-w-0 break-words">
            {option.label}
            {option.hint && <span className="block text-sm text-soft">{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
  return (
    <fieldset id={id} tabIndex={-1} className="md:col-span-2">
      <legend className="mb-1 font-medium">{field.label}</legend>
      {field.hint && <p className="mb-1 max-w-[72ch] text-sm text-soft">{field.hint}</p>}
      {isLong ? (
        <div className="rounded-md border border-line px-3">
          <Fold isOpen={errors.length > 0 || undefined} title={ticked.length === 0 ? `Nothing ticked of ${options.length}` : `${ticked.length} of ${options.length}: ${wordsOf(ticked, field)}`}>
            {boxes}
          </Fold>
        </div>
      ) : (
        boxes
      )}
      <Notes field={{ ...field, hint: "" }} id={id} errors={errors} />
      {meantime && <MeantimeNote id={id} field={field} meantime={meantime} value={ticked} />}
    </fieldset>
  );
}
