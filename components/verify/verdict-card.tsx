import { CircleHelp, ShieldCheck, ShieldQuestionMark, ShieldX, TriangleAlert } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import type { Locale } from "#lib/locales.ts";
import type { Reason } from "#lib/signing/verify/verdict.ts";
import { factsOf } from "./facts.tsx";
import type { Job } from "./use-jobs.ts";
import { fillIn, type Words } from "./words.ts";

type Look = { icon: typeof ShieldCheck; className: string };

const looks: Record<"valid" | "invalid" | "unknown", Look> = {
  valid: { icon: ShieldCheck, className: "border-ok bg-ok-wash text-ok" },
  invalid: { icon: ShieldX, className: "border-bad bg-bad-wash text-bad" },
  unknown: { icon: CircleHelp, className: "border-attention bg-attention-wash text-attention" },
};
// A good signature by anybody's key: green would say more than was found.
const otherKey: Look = { icon: ShieldQuestionMark, className: "border-attention bg-attention-wash text-attention" };

// Where the sentence leaves open what exactly it was: for whoever reports it.
const tellsMore: ReadonlySet<Reason> = new Set(["check-failed", "network-failed", "unreadable-file", "unreadable-key", "unreadable-signature", "unreadable-piece-list", "unsupported-signature"]);

/**
 * The outcome of one check: a big word, one sentence, the facts. The region is there from the beginning, so that it is read
 * out when it fills; scripts read `data-verdict` and `data-reason`.
 */
export function VerdictCard({ job, words, locale }: { job: Job; words: Words; locale: Locale }) {
  const { verdict, published, reservation, name } = job;
  if (!verdict) return <div role="status" data-file={name} />;
  const isByOtherKey = reservation === "other-key";
  const { icon: Icon, className } = isByOtherKey ? otherKey : looks[verdict.verdict];
  const revocation = published?.revocation ?? verdict.facts.signedRevocation;
  return (
    <div role="status" data-file={name} data-verdict={verdict.verdict} data-reason={verdict.reason} data-way={verdict.facts.way ?? undefined} data-reservation={reservation ?? undefined}>
      <div className={`rounded-md border p-5 md:p-6 ${className}`}>
        <p className="flex items-center gap-3 text-2xl font-semibold tracking-[-0.02em]">
          <Icon size={34} aria-hidden className="shrink-0" />
          {isByOtherKey ? words.otherKeyTitle : words.verdicts[verdict.verdict]}
        </p>
        <p className="mt-2 max-w-[60ch] text-lg text-ink">{isByOtherKey ? words.otherKeyText : words.reasons[verdict.reason]}</p>
        {verdict.verdict === "unknown" && verdict.facts.detail && tellsMore.has(verdict.reason) && <p lang="en" className="mt-1 font-mono text-sm wrap-anywhere text-soft">{verdict.facts.detail}</p>}
      </div>
      {reservation === "other-name" && (
        <Banner tone="attention" icon={TriangleAlert} title={words.otherNameTitle}>
          <p>{verdict.facts.signedName === null ? words.otherNameUnknown : fillIn(words.otherNameText, { signed: verdict.facts.signedName })}</p>
        </Banner>
      )}
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
