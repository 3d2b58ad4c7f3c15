export type Choice = { value: string; text: string };
export type ChoiceGroup = { label: string; choices: Choice[] };

type Props = { id: string; label: string; name: string; value: string; all: string | null; choices?: Choice[]; groups?: ChoiceGroup[]; className?: string };

/** A native select with its label; `all` is the empty choice. */
export function SelectField({ id, label, name, value, all, choices = [], groups = [], className = "" }: Props) {
  return (
    <label htmlFor={id} className={`block min-w-0 text-sm text-soft ${className}`}>
      {label}
      <select id={id} name={name} defaultValue={value} className="mt-1 block h-10 w-full rounded-md border border-line-strong bg-surface px-2 text-base text-ink">
        {all !== null && <option value="">{all}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.text}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
