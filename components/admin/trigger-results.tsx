import { CircleCheck, CircleSlash } from "lucide-react";

type Result = { image: string; version: string | null; message: string | null };

function resultsOf(value: unknown): Result[] {
  return typeof value === "object" && value !== null && "results" in value ? (value.results as Result[]) : [];
}

/** What came of each image for which a build was asked. */
export function TriggerResults({ value }: { value: unknown }) {
  const results = resultsOf(value);
  const queued = results.filter(({ version }) => version !== null).length;
  if (results.length === 1) {
    return (
      <p role="status" className="text-ok">
        Queued. It stands above until a worker takes it.
      </p>
    );
  }
  return (
    <div role="status" className="w-full max-w-[44rem]">
      <p className="font-medium">
        {queued} of {results.length} queued.
      </p>
      <ul className="mt-1 max-h-72 overflow-y-auto border-y border-line py-1" tabIndex={0} aria-label="What came of each image">
        {results.map(({ image, version, message }) => (
          <li key={image} className={`flex items-start gap-2 py-0.5 ${version ? "text-ok" : "text-soft"}`}>
            {version ? <CircleCheck size={16} aria-hidden className="mt-1 shrink-0" /> : <CircleSlash size={16} aria-hidden className="mt-1 shrink-0" />}
            <span className="min-w-0 wrap-anywhere">{version ? `${image} ${version} is queued.` : message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
