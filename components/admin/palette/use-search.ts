"use client";

import { useEffect, useState } from "react";
import type { Found, SearchAnswer } from "#lib/navigation/schema.ts";

// Long enough that a word is asked for once and not letter by letter.
const pauseMs = 120;

/** What is known of a search: `problem` says in words why there is no answer. While one is asked for, the last one stays. */
export type SearchState = { answer: SearchAnswer; isAsking: boolean; problem: string | null };

/** The answer to what is typed, asked of the portal after a short pause; `pages` for nothing typed. A newer question ends an older one. */
export function useSearch(query: string, pages: Found[]): SearchState {
  const q = query.trim();
  const [start] = useState<SearchAnswer>({ q: "", found: pages, isCut: false });
  const [last, setLast] = useState<{ answer: SearchAnswer; problem: string | null }>({ answer: start, problem: null });
  useEffect(() => {
    if (q === "") return;
    const newer = new AbortController();
    const timer = setTimeout(() => {
      ask(q, newer.signal)
        .then((answer) => setLast({ answer: { ...answer, q }, problem: null }))
        .catch((error: unknown) => {
          if (!newer.signal.aborted) setLast({ answer: { q, found: [], isCut: false }, problem: error instanceof Refused ? error.message : "The portal does not answer. Try again." });
        });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      newer.abort();
    };
  }, [q]);
  return q === "" ? { answer: start, isAsking: false, problem: null } : { ...last, isAsking: last.answer.q !== q };
}

class Refused extends Error {}

async function ask(q: string, signal: AbortSignal): Promise<SearchAnswer> {
  const response = await fetch(`/admin/search/results?q=${encodeURIComponent(q)}`, { signal });
  const body = (await response.json()) as SearchAnswer | { error: string };
  if ("error" in body) throw new Refused(body.error);
  return body;
}
