"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

/** The button of `CopyButton`, with all that it may say. */
export function CopyLeaf({ text, label, copied, failed }: { text: string; label: string; copied: string; failed: string }) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await write(text)) ? "copied" : "failed");
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      title={label}
      className="no-print relative inline-flex size-7 shrink-0 cursor-pointer items-center justify-center rounded-md text-current opacity-80 transition-opacity duration-120 after:absolute after:-inset-1.5 hover:opacity-100 md:after:hidden"
    >
      <Icon size={16} aria-hidden />
      <span className="sr-only">{label}</span>
      <span role="status" className="sr-only">
        {outcome === "copied" ? copied : outcome === "failed" ? failed : ""}
      </span>
    </button>
  );
}

// Without TLS there is no clipboard API (secure contexts only); the old command still works there.
async function write(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  } catch {
    return false;
  }
}
