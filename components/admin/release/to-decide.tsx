import { CircleCheck, PackagePlus, Split, TriangleAlert, Users, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { button } from "#components/ui/button.ts";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import { obstacleText, type PolicyRow } from "#lib/channels/policy/schema.ts";
import type { ReleaseRow } from "#lib/channels/release/schema.ts";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";

type Props = { policy: PolicyRow; /** Undefined for an image that is retired. */ release: ReleaseRow | undefined; request: PromotionRequestRow | undefined; mayPromote: boolean };

/** What waits for a decision about the channels of one image, with the way to the page that shows what it would change. */
export function ToDecide({ policy, release, request, mayPromote }: Props) {
  const hasCandidate = release?.candidate && release.candidate.version !== request?.version;
  if (!request && !hasCandidate) {
    return (
      <p className="flex items-start gap-2 text-soft">
        <CircleCheck size={20} aria-hidden className="mt-0.5 shrink-0 text-ok" />
        {release ? "Nothing waits: no newer build could become latest." : "Nothing waits: the image is retired."}
      </p>
    );
  }
  return (
    <ul className="border-t border-line">
      {request && <Request request={request} mayPromote={mayPromote} />}
      {hasCandidate && <Candidate release={release} policy={policy} look={request || release.rolloutVersion ? "secondary" : "primary"} mayPromote={mayPromote} />}
    </ul>
  );
}

function Request({ request: { image, version, isOwn, requestedBy, requestedAt, reason }, mayPromote }: { request: PromotionRequestRow; mayPromote: boolean }) {
  return (
    <Row image={image} version={version} tone="attention" icon={Users} word="asked for" look="primary" act={mayPromote ? `${isOwn ? "Look at" : "Decide about"} ${version} …` : null}>
      {isOwn ? "You have" : `${requestedBy} has`} asked <When at={requestedAt} /> to promote it{reason ? `: ${reason}` : "."} {isOwn && "Somebody else has to confirm it."}
    </Row>
  );
}

function Candidate({ release: { image, latest, candidate, packages, blockers, rolloutVersion }, policy, look, mayPromote }: { release: ReleaseRow; policy: PolicyRow; look: "primary" | "secondary"; mayPromote: boolean }) {
  if (!candidate) return null;
  const { version, publishedAt, tests } = candidate;
  const kind = rolloutVersion === version ? ({ tone: "running", icon: Split, word: "rolling out" } as const) : latest ? ({ tone: "accent", icon: PackagePlus, word: "candidate" } as const) : ({ tone: "attention", icon: TriangleAlert, word: "no latest" } as const);
  return (
    <Row image={image} version={version} {...kind} look={look} act={mayPromote ? `Promote ${version} …` : null}>
      Published <When at={publishedAt} />, {tests.passed} of {tests.total} tests passed{packages && `, packages: ${packages.added} added, ${packages.removed} removed, ${packages.changed} changed`}.{" "}
      {blockers > 0 && <strong className="font-medium text-attention">{blockers === 1 ? "A grave issue is open. " : `${blockers} grave issues are open. `}</strong>}
      {policy.policy === "automatic" && ["The policy promotes by itself.", policy.obstacle && obstacleText[policy.obstacle]].filter(Boolean).join(" ")}
    </Row>
  );
}

type RowProps = { image: string; version: string; tone: Tone; icon: LucideIcon; word: string; look: "primary" | "secondary"; /** Null for who may not. */ act: string | null; children: ReactNode };

function Row({ image, version, tone, icon, word, look, act, children }: RowProps) {
  return (
    <li className="flex flex-col items-start gap-3 border-b border-line py-4 md:flex-row md:items-center md:justify-between md:gap-8">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={tone} icon={icon} word={word} />
          <span className="font-mono font-medium">{version}</span>
        </p>
        <p className="mt-1 max-w-[72ch] text-soft wrap-anywhere">{children}</p>
      </div>
      {act && (
        <PageLink href={`/admin/images/${image}/promote/${version}`} className={`shrink-0 ${button[look]}`}>
          {act}
        </PageLink>
      )}
    </li>
  );
}
