import type { Marker } from "./lines.ts";
import type { LogWords } from "./words.ts";

/** The places where a stage begins, as a list to jump by; taken-over stages with their attempt. */
export function StageJumps({ markers, words }: { markers: Marker[]; words: LogWords }) {
  if (markers.length === 0) return null;
  return (
    <nav aria-label={words.stages} className="no-print mb-2 text-sm">
      <ol className="flex flex-wrap gap-x-4 gap-y-1">
        {markers.map(({ line, name, attempt }) => (
          <li key={line}>
            <a href={`#L${line}`} className="link">
              {words.marker[name] ?? name}
              {attempt > 1 && ` (${attempt})`}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
