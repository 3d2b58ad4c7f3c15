"use client";

import { useEffect, useSyncExternalStore } from "react";

const nothingToWatch = () => () => {};

/** Lets the key `/` put the cursor into the field, and shows the key once it works. */
export function FocusOnSlash({ inputId }: { inputId: string }) {
  // False in the HTML of the server, true as soon as the key works.
  const works = useSyncExternalStore(nothingToWatch, () => true, () => false);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      document.getElementById(inputId)?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [inputId]);
  return works ? (
    <kbd aria-hidden className="pointer-events-none absolute top-2.5 right-3 hidden h-6 w-6 items-center justify-center rounded-md border border-line bg-paper font-mono text-sm text-soft md:flex">
      /
    </kbd>
  ) : null;
}
