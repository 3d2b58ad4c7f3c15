import type { FailureLine } from "#lib/builds/schema.ts";

type Props = { lines: FailureLine[]; /** The page of the build; its log has an anchor for each line. */ address: string; label: string };

/** The lines of the log that explain a failure, the first sign of it marked; each leads to its place in the log. */
export function FailureLines({ lines, address, label }: Props) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto rounded-md bg-terminal py-2 font-mono text-sm text-terminal-ink">
      <ol className="w-max min-w-full">
        {lines.map(({ line, text, isCause }) => (
          <li key={line} className={`flex ${isCause ? "log-target font-medium" : ""}`}>
            <a href={`${address}#L${line}`} className="w-[7ch] shrink-0 pr-[1.5ch] text-right text-terminal-soft no-underline hover:underline">
              {line}
            </a>
            <span className="pr-4 whitespace-pre">{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
