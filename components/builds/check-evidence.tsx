import { ChevronRight, CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { formatDuration } from "#components/ui/format.ts";
import type { TestEvidence, Verdict } from "#lib/builds/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

const looks = {
  passed: { icon: CircleCheck, ink: "text-ok" },
  warning: { icon: TriangleAlert, ink: "text-attention" },
  failed: { icon: CircleX, ink: "text-bad" },
} as const satisfies Record<Verdict, { icon: typeof CircleX; ink: string }>;

/** One check with its verdict; opened, what was run and what came out. Its anchor is `check-ID`. */
export function CheckEvidence({ result: { checkId, title, mandatory, verdict, reason, command, output, durationMs }, isOpen }: { result: TestEvidence; isOpen: boolean }) {
  const t = useText("build");
  const locale = useLocale();
  const { icon: Icon, ink } = looks[verdict];
  return (
    <li id={`check-${checkId}`} className="border-b border-line target:bg-accent-wash">
      <details className="group" open={isOpen}>
        <summary className="grid min-h-10 list-none grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-1.5 hover:bg-sunken md:grid-cols-[7.5rem_minmax(0,1fr)_5rem_1.25rem]">
          <span className={`flex items-center gap-2 font-medium ${ink}`}>
            <Icon size={20} aria-hidden className="shrink-0" />
            {t(`verdict.${verdict}`)}
          </span>
          <span className="col-span-2 row-start-2 min-w-0 md:col-span-1 md:row-start-auto">
            <CatalogText text={title} />
            {verdict !== "passed" && (
              <span className="block text-sm text-soft">
                <CatalogText text={reason} />
                {mandatory ? "" : ` · ${t("tests.notBlocking")}`}
              </span>
            )}
          </span>
          <span className="text-right text-sm text-soft tabular-nums">{formatDuration(durationMs, locale)}</span>
          <ChevronRight size={16} aria-hidden className="hidden text-soft group-open:rotate-90 md:block" />
        </summary>
        <div className="mb-3 md:ml-[8.5rem]">
          {verdict === "passed" && (
            <p className="mb-2 text-sm text-soft">
              <CatalogText text={reason} />
            </p>
          )}
          <div className="rounded-md bg-terminal p-4 font-mono text-sm text-terminal-ink">
            <p className="wrap-anywhere">
              <span className="text-terminal-soft select-none">$ </span>
              {command}
            </p>
            <pre className="mt-2 max-h-80 overflow-auto wrap-anywhere whitespace-pre-wrap text-terminal-soft print-whole" tabIndex={0} aria-label={t("tests.outputOf", { title })}>
              {output || t("tests.noOutput")}
            </pre>
          </div>
        </div>
      </details>
    </li>
  );
}
