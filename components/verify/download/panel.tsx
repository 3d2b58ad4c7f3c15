"use client";

import { CircleX, Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { button } from "#components/ui/button.ts";
import { formatBytes, formatDuration } from "#components/ui/format.ts";
import type { Locale } from "#lib/locales.ts";
import { fillIn } from "../words.ts";
import { Done } from "./done.tsx";
import type { Wanted } from "./protocol.ts";
import { useDownload, type Running, type State } from "./use-download.ts";
import type { DownloadWords } from "./words.ts";

type PickerWindow = Window & { showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle> };
export type PanelProps = { wanted: Wanted; words: DownloadWords; locale: Locale };

/** Fetches one file and checks it on the way. Its script is loaded when somebody asks for it. */
export default function Panel({ wanted, words, locale }: PanelProps) {
  const { state, begin, cancel } = useDownload(wanted);
  const [canChoose] = useState(() => typeof (window as PickerWindow).showSaveFilePicker === "function");
  const start = async () => {
    if (!canChoose) return begin({ kind: "private" }, null);
    const handle = await (window as PickerWindow).showSaveFilePicker?.({ suggestedName: wanted.name }).catch(() => null);
    if (handle) begin({ kind: "chosen", handle }, null);
  };
  const isRunning = state.kind === "running";
  return (
    <section aria-label={fillIn(words.title, { name: wanted.name })} className="mt-4 rounded-md border border-line bg-sunken p-4">
      <p className="max-w-[60ch] text-sm text-soft">{words.lead}</p>
      {state.kind !== "done" && !isRunning && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <button type="button" onClick={() => void start()} className={button.small}>
            <Download size={16} aria-hidden />
            {state.kind === "failed" ? words.continue : canChoose ? words.start : words.startPrivate}
          </button>
          <label className={`${button.small} focus-within:outline-2 focus-within:outline-accent`} title={words.mendHint}>
            {words.mend}
            <input type="file" name="damaged" className="sr-only" onChange={({ target }) => target.files?.[0] && begin({ kind: "private" }, target.files[0])} />
          </label>
        </div>
      )}
      {!canChoose && state.kind === "idle" && <p className="mt-2 max-w-[60ch] text-sm text-soft">{words.privateHint}</p>}
      {isRunning && <Progress progress={state.progress} words={words} locale={locale} onCancel={cancel} />}
      <Outcome state={state} wanted={wanted} words={words} locale={locale} />
    </section>
  );
}

function Progress({ progress, words, locale, onCancel }: { progress: Running | null; words: DownloadWords; locale: Locale; onCancel: () => void }) {
  const remainingMs = progress && progress.bytesPerSecond > 0 ? ((progress.totalBytes - progress.doneBytes) / progress.bytesPerSecond) * 1000 : null;
  const parts = progress && [
    fillIn(words.progress, { done: formatBytes(progress.doneBytes, locale), total: formatBytes(progress.totalBytes, locale) }),
    fillIn(words.speed, { speed: formatBytes(progress.bytesPerSecond, locale) }),
    ...(remainingMs === null ? [] : [fillIn(words.remaining, { time: formatDuration(Math.ceil(remainingMs / 1000) * 1000, locale) })]),
  ];
  const title = words[progress?.phase ?? "checking"];
  return (
    <div className="mt-3">
      <p className="flex items-center justify-between gap-4">
        {title}
        <button type="button" onClick={onCancel} className={button.small}>
          {words.cancel}
        </button>
      </p>
      <progress aria-label={title} max={progress?.totalBytes || 1} value={progress?.doneBytes ?? 0} className="verify-progress mt-2 block w-full" />
      <p className="mt-1 min-h-5 text-sm text-soft tabular-nums">{parts?.join(" · ")}</p>
    </div>
  );
}

/** The region is there from the beginning, so that it is read out when it fills; scripts read its attributes. */
function Outcome({ state, wanted, words, locale }: { state: State } & PanelProps) {
  if (state.kind === "done") {
    return (
      <div role="status" data-verdict="valid" data-reason="good-signature" data-fetched={state.report.fetchedBytes} data-kept={state.keptBytes} data-cuts={state.report.cuts} data-refetched={state.report.refetched.join(",")} className="mt-3">
        <p className="flex items-center gap-2 text-lg font-semibold text-ok">
          <ShieldCheck size={20} aria-hidden className="shrink-0" />
          {words.done}
        </p>
        <Done news={state} wanted={wanted} words={words} locale={locale} />
      </div>
    );
  }
  if (state.kind !== "failed") return <div role="status" />;
  const isStopped = state.reason === "cancelled";
  return (
    <div role="status" data-verdict={isStopped || state.reason === "network-failed" ? "unknown" : "invalid"} data-reason={state.reason} className="mt-3">
      <p className={`flex items-center gap-2 font-semibold ${isStopped ? "text-attention" : "text-bad"}`}>
        <CircleX size={20} aria-hidden className="shrink-0" />
        {isStopped ? words.stopped : words.failed}
      </p>
      {!isStopped && <p className="mt-1 max-w-[60ch]">{words.reasons[state.reason]}</p>}
      {!isStopped && <p className="mt-1 font-mono text-sm wrap-anywhere text-soft">{state.detail}</p>}
      <p className="mt-2">
        <a href={wanted.address} className="link">
          {words.plain}
        </a>
      </p>
    </div>
  );
}
