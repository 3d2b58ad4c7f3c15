"use client";

import { ShieldCheck } from "lucide-react";
import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { button } from "#components/ui/button.ts";
import type { PanelProps } from "./panel.tsx";

// Everything that checks signatures is a script of its own, which comes only to those who ask for it.
const Panel = lazy(() => import("./panel.tsx"));
const nothingToWatch = () => () => {};

/** The button that opens a verified download. Without JavaScript there is only the plain download beside it. */
export function DownloadLeaf(props: PanelProps) {
  const works = useSyncExternalStore(nothingToWatch, () => true, () => false);
  const [isOpen, setIsOpen] = useState(false);
  if (!works) return null;
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className={`no-print w-full sm:w-auto ${button.secondary}`}>
        <ShieldCheck size={20} aria-hidden />
        {props.words.open}
      </button>
      {isOpen && (
        <Suspense fallback={<div className="mt-4 h-28 rounded-md border border-line bg-sunken" />}>
          <Panel {...props} />
        </Suspense>
      )}
    </>
  );
}
