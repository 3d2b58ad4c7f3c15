import { button } from "#components/ui/button.ts";
import type { ReleaseView } from "#lib/channels/release/schema.ts";

const shows = { candidates: "With a candidate", all: "All images", blocked: "With an open blocker", waiting: "Waiting or being rolled out" };
const sorts = { image: "Name", candidate: "Longest waiting", latest: "Oldest latest", changes: "Most changes", blockers: "Most blockers" };
const look = "h-11 rounded-md border border-line-strong bg-surface px-3 text-base text-ink";

/** Which images are shown, and in which order; all of it in the address. */
export function ReleaseFilter({ view: { q, show, sort } }: { view: ReleaseView }) {
  return (
    <form method="get" className="mt-6 flex flex-wrap items-end gap-4">
      <label className="font-medium">
        <span className="mb-1 block">Name</span>
        <input type="search" name="q" defaultValue={q} maxLength={100} className={`${look} w-56 max-w-full font-normal`} />
      </label>
      <Choice name="show" title="Show" chosen={show} options={shows} />
      <Choice name="sort" title="Order" chosen={sort} options={sorts} />
      <button type="submit" className={button.secondary}>
        Apply
      </button>
    </form>
  );
}

function Choice({ name, title, chosen, options }: { name: string; title: string; chosen: string; options: Record<string, string> }) {
  return (
    <label className="font-medium">
      <span className="mb-1 block">{title}</span>
      <select name={name} defaultValue={chosen} className={`${look} max-w-full font-normal`}>
        {Object.entries(options).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
