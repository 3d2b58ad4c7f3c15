import { CircleCheck, PackagePlus, TriangleAlert, Users, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { button } from "#components/ui/button.ts";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import { obstacleText, type PolicyRow } from "#lib/channels/policy/schema.ts";
import type { Choice } from "#lib/channels/preview/schema.ts";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";

type Props = {
  policy: PolicyRow;
  latestVersion: string | undefined;
  /** The builds that could follow latest, newest first; where nothing is latest, all that could become it. */
  candidates: Choice[];
  request: PromotionRequestRow | undefined;
  mayPromote: boolean;
};

/** What waits for a decision about the channels of one image, with the way to the page that shows what it would change. */
export function ToDecide({ policy, latestVersion, candidates, request, mayPromote }: Props) {
  const { image } = policy;
  const [candidate] = candidates;
  const isAskedFor = candidate !== undefined && request?.version === candidate.version;
  if (!request && !candidate) {
    return (
      <p className="flex items-start gap-2 text-soft">
        <CircleCheck size={20} aria-hidden className="mt-0.5 shrink-0 text-ok" />
        {latestVersion ? "Nothing waits: no build is newer than latest." : "Nothing waits: no build could become latest."}
      </p>
    );
  }
  return (
    <ul className="border-t border-line">
      {request && (
        <Row tone="attention" icon={Users} word="asked for" version={request.version} href={`/admin/images/${image}/promote/${request.version}`} act={mayPromote ? `${request.isOwn ? "Look at" : "Decide about"} ${request.version} …` : null} isFirst>
          {request.isOwn ? "You have" : `${request.requestedBy} has`} asked <When at={request.requestedAt} /> to promote it{request.reason ? `: ${request.reason}` : "."} {request.isOwn && "Somebody else has to confirm it."}
        </Row>
      )}
      {candidate && !isAskedFor && (
        <Row
          tone={latestVersion ? "accent" : "attention"}
          icon={latestVersion ? PackagePlus : TriangleAlert}
          word={latestVersion ? "candidate" : "no latest"}
          version={candidate.version}
          href={`/admin/images/${image}/promote/${candidate.version}`}
          act={mayPromote ? `Promote ${candidate.version} …` : null}
          isFirst={!request}
        >
          Published <When at={candidate.publishedAt} />
          {candidates.length > 1 && `, the newest of ${candidates.length} ${latestVersion ? "that are newer than latest" : "that could become latest"}`}. {policy.policy === "automatic" && ["The policy promotes by itself.", policy.obstacle && obstacleText[policy.obstacle]].filter(Boolean).join(" ")}
        </Row>
      )}
    </ul>
  );
}

type RowProps = { tone: Tone; icon: LucideIcon; word: string; version: string; href: string; act: string | null; /** Carries the one primary act of the page. */ isFirst: boolean; children: ReactNode };

function Row({ tone, icon, word, version, href, act, isFirst, children }: RowProps) {
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
        <PageLink href={href} className={`shrink-0 ${isFirst ? button.primary : button.secondary}`}>
          {act}
        </PageLink>
      )}
    </li>
  );
}
