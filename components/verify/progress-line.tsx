import { button } from "#components/ui/button.ts";
import { formatBytes, formatDuration } from "#components/ui/format.ts";
import type { Locale } from "#lib/locales.ts";
import type { Job } from "./use-jobs.ts";
import { fillIn, type Words } from "./words.ts";

/** How far a check is, how fast, how long it will take, and how to end it. */
export function ProgressLine({ job, words, locale }: { job: Job; words: Words; locale: Locale }) {
  const { name, progress, isWaiting, cancel } = job;
  return (
    <div className="rounded-md border border-line bg-surface p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 wrap-anywhere">
          {progress ? words.reading : isWaiting ? words.waiting : words.finding} <span className="font-mono">{name}</span>
        </p>
        <button type="button" onClick={cancel} className={button.small}>
          {words.cancel}
        </button>
      </div>
      <progress aria-label={`${words.reading}: ${name}`} max={progress?.totalBytes || 1} value={progress?.doneBytes ?? 0} className="verify-progress mt-3 block w-full" />
      <p className="mt-2 min-h-5 text-sm text-soft tabular-nums">{progress && progress.doneBytes > 0 && rateOf(progress, words, locale)}</p>
    </div>
  );
}

/** Makes the formatters of the figures while nobody waits: their first use takes longer than all that follow, in the midst of a check. */
export function prepareFigures(words: Words, locale: Locale): void {
  for (const doneBytes of [1, 2e6, 2e7, 2e8]) rateOf({ doneBytes, totalBytes: 4e8, elapsedMs: 1_000 }, words, locale);
}

function rateOf({ doneBytes, totalBytes, elapsedMs }: NonNullable<Job["progress"]>, words: Words, locale: Locale): string {
  const bytesPerMs = doneBytes / Math.max(1, elapsedMs);
  const remainingMs = (totalBytes - doneBytes) / Math.max(1, bytesPerMs);
  return [
    fillIn(words.progress, { done: formatBytes(doneBytes, locale), total: formatBytes(totalBytes, locale) }),
    fillIn(words.speed, { speed: formatBytes(bytesPerMs * 1000, locale) }),
    fillIn(words.remaining, { time: formatDuration(Math.ceil(remainingMs / 1000) * 1000, locale) }),
  ].join(" · ");
}
