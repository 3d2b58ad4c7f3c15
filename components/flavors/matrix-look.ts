import type { Answer } from "#lib/flavors/table/schema.ts";

/** The addresses by which cells and rows find the shared text of their answer. */
export const answerId = (place: number) => `answer-${place}`;
export const rowAnswerId = (place: number) => `row-answer-${place}`;

/** How a cell is shown: the class of its sign. */
export type Look = "no" | "yes" | "passed" | "warning" | "failed";

export function lookOf(answer: Answer | undefined): Look {
  if (!answer?.ok) return "no";
  return answer.evidence?.verdict ?? "yes";
}
