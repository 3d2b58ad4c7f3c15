export type FieldProps = {
  id: string;
  name: string;
  label: string;
  type?: "text" | "password" | "email" | "number" | "datetime-local";
  /** With these the field is a choice. */
  options?: (string | { value: string; label: string })[];
  hint?: string;
  autoComplete?: string;
  defaultValue?: string | undefined;
  required?: boolean;
  maxLength?: number;
  errors: string[];
};

const look = "h-11 w-full rounded-md border bg-surface px-3 text-base text-ink";

/** A labelled field with its hint and its errors, tied together for screen readers. */
export function Field({ id, label, hint, errors, options, ...input }: FieldProps) {
  const described = [hint && `${id}-hint`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const shared = { id, className: `${look} ${errors.length > 0 ? "border-bad" : "border-line-strong"}`, "aria-invalid": errors.length > 0, "aria-describedby": described };
  return (
    <div className="w-full max-w-[28rem]">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {options ? (
        <select name={input.name} defaultValue={input.defaultValue} required={input.required} {...shared}>
          {options.map((option) => (typeof option === "string" ? { value: option, label: option } : option)).map(({ value, label: shown }) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      ) : (
        <input type="text" autoCapitalize="none" spellCheck={false} {...input} {...shared} />
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-soft">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {errors.join(" ")}
        </p>
      )}
    </div>
  );
}
