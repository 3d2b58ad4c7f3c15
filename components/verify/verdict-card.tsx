import { CircleHelp, ShieldCheck, ShieldX, TriangleAlert } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import type { Locale } from "#lib/locales.ts";
import { factsOf } from "./facts.tsx";
import type { Job } from "./use-jobs.ts";
import { fillIn, type Words } from "./words.ts";

const looks = {
  valid: { icon: ShieldCheck, className: "border-ok bg-ok-wash text-ok" },
  invalid: { icon: ShieldX, className: "border-bad bg-bad-wash text-bad" },
  unknown: { icon: CircleHelp, className: "border-attention bg-attention-wash text-attention" },
};

/**
 * The outcome of one check: a big word, one sentence, the facts. The region is there from the beginning, so that it is read
 * out when it fills; scripts read `data-verdict` and `data-reason`.
 */
export function VerdictCard({ job, words, locale }: { job: Job; words: Words; locale: Locale }) {
  const { verdict, published, name } = job;
  if (!verdict) return <div role="status" data-file={name} />;
  const { icon: Icon, className } = looks[verdict.verdict];
  const revocation = published?.revocation ?? verdict.facts.signedRevocation;
  return (
    <div role="status" data-file={name} data-verdict={verdict.verdict} data-reason={verdict.reason} data-way={verdict.facts.way ?? undefined}>
      <div className={`rounded-md border p-5 md:p-6 ${className}`}>
        <p className="flex items-center gap-3 text-2xl font-semibold tracking-[-0.02em]">
          <Icon size={34} aria-hidden className="shrink-0" />
          {words.verdicts[verdict.verdict]}
        </p>
        <p className="mt-2 max-w-[60ch] text-lg text-ink">{words.reasons[verdict.reason]}</p>
        {verdict.verdict === "unknown" && verdict.facts.detail && <p className="mt-1 font-mono text-sm wrap-anywhere text-soft">{verdict.facts.detail}</p>}
      </div>
      {revocation && (
        <Banner tone="bad" icon={TriangleAlert} title={words.revokedTitle}>
          <p lang="en">{fillIn(words.revokedText, { explanation: revocation.explanation })}</p>
          {revocation.replacementVersion && <p>{fillIn(words.facts.replacement, { version: revocation.replacementVersion })}</p>}
        </Banner>
      )}
      <div className="mt-4">
        <DefinitionList items={factsOf(job, { words, locale })} long />
      </div>
    </div>
  );
}
