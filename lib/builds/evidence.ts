import type { BuildView, TestEvidence } from "./schema.ts";

export type TestGroup = { category: string; results: TestEvidence[] };

/** The checks that a reader wants to see, by category in the order of the run: all or those that did not pass, and with every word of `t`. */
export function chooseTests(results: TestEvidence[], { tests, t }: Pick<BuildView, "tests" | "t">): TestGroup[] {
  const words = t.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = results.filter((result) => {
    const text = [result.checkId, result.title, result.category, result.reason, result.command, result.output].join(" ").toLowerCase();
    return (tests === "all" || result.verdict !== "passed") && words.every((word) => text.includes(word));
  });
  return [...Map.groupBy(chosen, ({ category }) => category)].map(([category, group]) => ({ category, results: group }));
}
