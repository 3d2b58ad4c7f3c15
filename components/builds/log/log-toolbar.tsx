"use client";

import { ChevronDown, ChevronUp, Search, WrapText } from "lucide-react";
import type { LogWords } from "./words.ts";

type Props = {
  words: LogWords;
  query: string;
  setQuery: (query: string) => void;
  /** The place of the shown match, from 0; -1 before one is shown. */
  place: number;
  found: number;
  isSearching: boolean;
  step: (direction: 1 | -1) => void;
  isWrapped: boolean;
  setWrapped: (isWrapped: boolean) => void;
};

const square = "inline-flex size-9 cursor-pointer items-center justify-center rounded-md border border-line-strong bg-surface text-ink hover:bg-sunken disabled:cursor-default disabled:opacity-50";

/** Searches the log, and wraps its lines. */
export function LogToolbar({ words, query, setQuery, place, found, isSearching, step, isWrapped, setWrapped }: Props) {
  const said = query.trim() === "" ? "" : isSearching && found === 0 ? words.searching : found === 0 ? words.notFound : words.found.replace("{at}", place < 0 ? "–" : String(place + 1)).replace("{count}", String(found));
  return (
    <div className="no-print mb-2 flex flex-wrap items-center gap-2">
      <form
        role="search"
        aria-label={words.search}
        className="flex min-w-0 flex-1 flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          step(1);
        }}
      >
        <div className="relative min-w-[9rem] flex-1 sm:max-w-[22rem]">
          <Search size={16} aria-hidden className="pointer-events-none absolute top-2.5 left-3 text-soft" />
          <input
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !event.shiftKey) return;
              event.preventDefault();
              step(-1);
            }}
            aria-label={words.search}
            placeholder={words.search}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            className="h-9 w-full rounded-md border border-line-strong bg-surface pr-2 pl-9 text-base text-ink placeholder:text-soft"
          />
        </div>
        <button type="button" onClick={() => step(-1)} disabled={found === 0} title={words.previous} className={square}>
          <ChevronUp size={16} aria-hidden />
          <span className="sr-only">{words.previous}</span>
        </button>
        <button type="submit" disabled={found === 0 && !isSearching} title={words.next} className={square}>
          <ChevronDown size={16} aria-hidden />
          <span className="sr-only">{words.next}</span>
        </button>
        <span role="status" className="text-sm whitespace-nowrap text-soft tabular-nums">
          {said}
        </span>
      </form>
      <button type="button" aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)} className={`inline-flex h-9 cursor-pointer items-center gap-2 rounded-md border px-3 text-sm font-medium ${isWrapped ? "border-accent bg-accent-wash text-accent" : "border-line-strong bg-surface text-ink hover:bg-sunken"}`}>
        <WrapText size={16} aria-hidden />
        <span className="max-sm:sr-only">{words.wrap}</span>
      </button>
    </div>
  );
}
