"use client";

import { Search } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import type { Found, SearchAnswer } from "#lib/navigation/schema.ts";
import { FoundOptions } from "./options.tsx";
import { useSearch } from "./use-search.ts";

// The dialog was opened to type here, and stands open before its content does.
const focus = (field: HTMLInputElement | null) => field?.focus();

/**
 * A combobox over a list of links (WAI-ARIA APG, combobox with listbox popup): the cursor stays in the field, the arrow keys
 * choose, Enter follows, Escape closes the dialog around it.
 */
export function PaletteSearch({ pages, close }: { pages: Found[]; close: () => void }) {
  const id = useId();
  const [query, setQuery] = useState("");
  const { answer, isAsking, problem } = useSearch(query, pages);
  const [choice, setChoice] = useState<{ of: SearchAnswer; at: number } | null>(null);
  // A new answer begins at its first result again.
  const chosen = choice?.of === answer ? choice.at : 0;
  const choose = (at: number) => setChoice({ of: answer, at });
  const { found, isCut } = answer;
  const optionId = (at: number) => `${id}-${at}`;
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) choose((chosen + step + found.length) % found.length);
    // What is listed while an answer is on its way belongs to other words.
    else if (event.key === "Enter" && !isAsking) document.getElementById(optionId(chosen))?.click();
    else if (event.key !== "Enter") return;
    event.preventDefault();
  };
  const count = found.length === 1 ? "One result" : `${found.length} results`;
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search size={20} aria-hidden className="shrink-0 text-soft" />
        <input
          role="combobox"
          aria-label="Search pages, images, builds and users"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? optionId(chosen) : undefined}
          aria-autocomplete="list"
          ref={focus}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          placeholder="Page, image, version …"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={press}
          className="h-14 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-soft"
        />
      </div>
      <FoundOptions listId={`${id}-list`} found={found} chosen={chosen} optionId={optionId} choose={choose} close={close} />
      <p className="flex flex-wrap justify-between gap-x-4 border-t border-line px-4 py-2 text-sm text-soft">
        <span role="status">{problem ?? (isAsking ? "" : `${count}${isCut ? "; type more to see others" : ""}`)}</span>
        <span aria-hidden className="hidden sm:inline">
          ↑ ↓ choose · Enter opens · Esc closes
        </span>
      </p>
    </>
  );
}
