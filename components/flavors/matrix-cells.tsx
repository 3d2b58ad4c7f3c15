"use client";

import { answerId, type Look } from "./matrix-look.ts";

type Props = { /** For each family the place of its answer, and how that looks. */ cells: number[]; looks: Look[]; words: Record<Look, string>; /** Where a group of columns begins. */ starts: number[] };

/** The cells of one image. A client component, so that two thousand cells are numbers in what the page carries for React. */
export function MatrixCells({ cells, looks, words, starts }: Props) {
  return cells.map((place, at) => {
    const look = looks[at] ?? "no";
    return (
      // The cells of a row never change their order.
      <td key={at} className={starts.includes(at) ? "start" : undefined}>
        <button type="button" tabIndex={-1} popoverTarget={answerId(place)} className={look}>
          {words[look]}
        </button>
      </td>
    );
  });
}
