import { button } from "#components/ui/button.ts";
import type { Choice } from "#lib/channels/preview/schema.ts";

type Props = { label: string; name: string; choices: Choice[]; chosen: string | undefined; others?: { value: string; label: string }[] };

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** Chooses a build by the address, so that the page below shows what that would change. */
export function ChooseBuild({ label, name, choices, chosen, others = [] }: Props) {
  return (
    <form method="get" className="mt-6 flex flex-wrap items-end gap-4">
      <div className="w-full max-w-[28rem]">
        <label htmlFor={`choose-${name}`} className="mb-1 block font-medium">
          {label}
        </label>
        <select id={`choose-${name}`} name={name} defaultValue={chosen ?? ""} required className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink">
          {chosen === undefined && <option value="">Choose …</option>}
          {choices.map(({ version, publishedAt, place }) => (
            <option key={version} value={version}>
              {version}, published {dayOf(publishedAt)}
              {place === "prev" ? ", prev now" : ""}
            </option>
          ))}
          {others.map((other) => (
            <option key={other.value} value={other.value}>
              {other.label}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className={button.secondary}>
        Show what changes
      </button>
    </form>
  );
}
