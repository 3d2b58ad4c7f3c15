"use client";

import { ShieldCheck, ShieldX } from "lucide-react";
import { useActionState } from "react";
import type { Action } from "#components/admin/action-form.tsx";
import { button } from "#components/ui/button.ts";
import { CopyLeaf } from "#components/ui/copy-leaf.tsx";
import type { ChainReport } from "#lib/audit/schema.ts";

type Answer = Awaited<ReturnType<Action>>;

/** The button that recomputes every hash of the audit, and what came of it. It works before, and without, JavaScript. */
export function ChainCheck({ check }: { check: Action }) {
  const [answer, send, isPending] = useActionState<Answer, FormData>(check, undefined);
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      <button type="submit" disabled={isPending} className={`${button.secondary} disabled:cursor-progress disabled:opacity-60`}>
        {isPending ? "Checking every row" : "Check the chain"}
      </button>
      {answer && !answer.ok && (
        <p role="alert" className="text-bad">
          {answer.message}
        </p>
      )}
      {answer?.ok && <Report report={answer.value as ChainReport} />}
    </form>
  );
}

function Report({ report }: { report: ChainReport }) {
  if (!report.isWhole) {
    return (
      <div role="alert" className="flex gap-3 rounded-md border border-bad bg-bad-wash p-4 text-bad">
        <ShieldX size={20} aria-hidden className="mt-0.5 shrink-0" />
        <div>
          <p className="font-semibold">The audit is broken at row {report.sequence}</p>
          <p className="mt-1 max-w-[72ch] text-ink">
            {report.sentence} Rows before it are as they were written.{" "}
            <a href={`/admin/audit/${report.sequence}`} className="link">
              Look at row {report.sequence}
            </a>
          </p>
        </div>
      </div>
    );
  }
  const end = `${report.entries}:${report.head}`;
  return (
    <div role="status" className="flex gap-3 rounded-md border border-ok bg-ok-wash p-4 text-ok">
      <ShieldCheck size={20} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">The audit is whole: {report.entries === 1 ? "1 row" : `${report.entries.toLocaleString("en")} rows`}</p>
        <p className="mt-1 text-ink">Note its end elsewhere: only so can it be seen later that no row was cut off.</p>
        <p className="mt-1 flex items-start gap-2 text-ink">
          <span className="hex text-sm">{end}</span>
          <CopyLeaf text={end} label="Copy the end of the chain" copied="Copied" failed="Could not be copied: select the text instead" />
        </p>
      </div>
    </div>
  );
}
