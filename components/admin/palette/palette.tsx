"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type MouseEvent } from "react";
import type { Found } from "#lib/navigation/schema.ts";
import { PaletteSearch } from "./search.tsx";

const nothingToWatch = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** Opens the search over every page of the admin side, by its button or by Ctrl+K. Without JavaScript the button leads to the page of the search. `pages` are shown before anything is typed. */
export function Palette({ pages }: { pages: Found[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // Null in the HTML of the server: the keys work only with this script.
  const keys = useSyncExternalStore(nothingToWatch, () => (isApple() ? "⌘ K" : "Ctrl K"), () => null);
  const open = useCallback(() => {
    setIsOpen(true);
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (dialog.current?.open) dialog.current.close();
      else open();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [open]);
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open();
  };
  return (
    <>
      <Link
        href="/admin/search"
        prefetch={false}
        onClick={follow}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="ml-auto flex h-11 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 text-soft no-underline hover:bg-sunken md:ml-0 md:h-9 md:min-w-64"
      >
        <Search size={16} aria-hidden />
        Search
        {keys && (
          <kbd aria-hidden className="ml-auto hidden font-mono text-sm md:inline">
            {keys}
          </kbd>
        )}
      </Link>
      <dialog
        ref={dialog}
        aria-label="Search the admin side"
        onClose={() => setIsOpen(false)}
        className="mx-auto mt-3 w-[calc(100%-24px)] max-w-[40rem] rounded-md border border-line-strong bg-surface p-0 text-ink backdrop:bg-terminal/60 md:mt-[12dvh]"
      >
        {isOpen && <PaletteSearch pages={pages} close={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}
