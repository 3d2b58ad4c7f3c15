import type { BuildFacts, TestEvidence } from "./types.ts";
import { rfc3339 } from "./format.ts";

/** The test report of a build, `IMAGE-VERSION.tests.json`: what each check ran, saw and decided, in the order of the run. */
export function testReportOf({ image, version }: Pick<BuildFacts, "image" | "version">, evidence: TestEvidence) {
  const count = (verdict: TestEvidence["results"][number]["verdict"]) => evidence.results.filter((result) => result.verdict === verdict).length;
  return {
    image,
    version,
    verdict: evidence.verdict,
    accelerator: evidence.accelerator,
    startedAt: rfc3339(evidence.startedAt),
    bootSeconds: evidence.bootSeconds,
    counts: { passed: count("passed"), failed: count("failed"), warning: count("warning") },
    results: evidence.results.map(({ checkId, title, category, mandatory, verdict, reason, command, output, durationMs }) => ({ checkId, title, category, mandatory, verdict, reason, command, output, durationMs })),
  };
}
