import { ChevronRight, CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { Empty } from "#components/ui/empty.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { TestEvidence as Evidence, TestRun, Verdict } from "#lib/builds/schema.ts";

const looks = {
  passed: { icon: CircleCheck, ink: "text-ok", word: "Passed" },
  warning: { icon: TriangleAlert, ink: "text-attention", word: "Warning" },
  failed: { icon: CircleX, ink: "text-bad", word: "Failed" },
} as const satisfies Record<Verdict, { icon: typeof CircleX; ink: string; word: string }>;

const accelerators: Record<string, string> = { kvm: "with KVM", tcg: "without hardware acceleration" };

/** What was checked on the booted image, with the command and its output. `hrefOf` leads to the other filter. */
export function TestEvidence({ run, filter, hrefOf }: { run: TestRun | null; filter: "all" | "failed"; hrefOf: (filter: "all" | "failed") => string }) {
  if (!run) {
    return (
      <Section id="tests" title="Tests">
        <p className="text-soft">Not tested yet: the image is booted and checked as soon as it is built.</p>
      </Section>
    );
  }
  const notPassed = run.results.filter(({ verdict }) => verdict !== "passed");
  const shown = filter === "failed" ? notPassed : run.results;
  const boot = run.bootSeconds === null ? "" : ` Booted in ${formatDuration(run.bootSeconds * 1000)}${accelerators[run.accelerator] ? ` ${accelerators[run.accelerator]}` : ""}.`;
  return (
    <Section
      id="tests"
      title="Tests"
      lead={`${run.results.length - notPassed.length} of ${run.results.length} checks passed.${boot}`}
      aside={
        <ul className="no-print flex gap-1 rounded-md bg-sunken p-1 text-sm">
          <FilterLink title={`All ${run.results.length}`} href={hrefOf("all")} isCurrent={filter === "all"} />
          <FilterLink title={`Not passed ${notPassed.length}`} href={hrefOf("failed")} isCurrent={filter === "failed"} />
        </ul>
      }
    >
      {shown.length > 0 ? (
        <ul className="border-t border-line">
          {shown.map((result) => (
            <Check key={result.checkId} result={result} />
          ))}
        </ul>
      ) : (
        <Empty title={run.results.length > 0 ? "Every check passed" : "The checks have not reported yet"} />
      )}
    </Section>
  );
}

function FilterLink({ title, href, isCurrent }: { title: string; href: string; isCurrent: boolean }) {
  return (
    <li>
      <PageLink
        href={href}
        scroll={false}
        aria-current={isCurrent ? "true" : undefined}
        className={`block rounded-[4px] px-2.5 py-0.5 tabular-nums ${isCurrent ? "bg-surface font-medium text-ink outline outline-line" : "text-soft hover:text-ink"}`}
      >
        {title}
      </PageLink>
    </li>
  );
}

function Check({ result: { title, category, mandatory, verdict, reason, command, output, durationMs } }: { result: Evidence }) {
  const { icon: Icon, ink, word } = looks[verdict];
  return (
    <li className="border-b border-line">
      <details className="group" open={verdict === "failed"}>
        <summary className="grid min-h-10 list-none grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-1.5 hover:bg-sunken md:grid-cols-[6.5rem_minmax(0,1fr)_7rem_5rem_1.25rem]">
          <span className={`flex items-center gap-2 font-medium ${ink}`}>
            <Icon size={20} aria-hidden className="shrink-0" />
            {word}
          </span>
          <span className="col-span-2 row-start-2 min-w-0 md:col-span-1 md:row-start-auto">
            {title}
            {verdict !== "passed" && <span className="block text-sm text-soft">{reason}{mandatory ? "" : " · does not block publication"}</span>}
          </span>
          <span className="hidden text-sm text-soft md:block">{category}</span>
          <span className="text-right text-sm text-soft tabular-nums">{formatDuration(durationMs)}</span>
          <ChevronRight size={16} aria-hidden className="hidden text-soft group-open:rotate-90 md:block" />
        </summary>
        <div className="mb-3 rounded-md bg-terminal p-4 font-mono text-sm text-terminal-ink md:ml-[6.5rem]">
          <p className="wrap-anywhere">
            <span className="text-terminal-soft select-none">$ </span>
            {command}
          </p>
          <pre className="mt-2 max-h-80 overflow-auto wrap-anywhere whitespace-pre-wrap text-terminal-soft print-whole" tabIndex={0} aria-label={`Output of: ${title}`}>
            {output || "(no output)"}
          </pre>
        </div>
      </details>
    </li>
  );
}
