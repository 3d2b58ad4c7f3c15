"use client";

import { KeyRound } from "lucide-react";
import { CopyLeaf } from "#components/ui/copy-leaf.tsx";

type Shown = { title: string; lines: string[] };

function shownOnceOf(value: unknown): Shown | null {
  return typeof value === "object" && value !== null && "shownOnce" in value ? (value.shownOnce as Shown) : null;
}

/** A secret that the portal tells once. */
export function ShownOnceBox({ value }: { value: unknown }) {
  const shown = shownOnceOf(value);
  if (!shown) return null;
  return (
    <div role="status" className="w-full max-w-[36rem] rounded-md border border-attention bg-attention-wash p-4 text-attention">
      <p className="flex gap-2 font-medium">
        <KeyRound size={20} aria-hidden className="mt-0.5 shrink-0" />
        {shown.title}. Keep it now: it is not shown again.
      </p>
      <div className="mt-3 flex items-start gap-2">
        <pre className="min-w-0 flex-1 font-mono text-base leading-7 break-all whitespace-pre-wrap text-ink">{shown.lines.join("\n")}</pre>
        <CopyLeaf text={shown.lines.join("\n")} label={`Copy: ${shown.title}`} copied="Copied" failed="Could not be copied: select the text instead" />
      </div>
    </div>
  );
}
