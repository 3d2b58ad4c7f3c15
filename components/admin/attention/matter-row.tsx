import { FailureLines } from "#components/builds/failure-lines.tsx";
import type { Matter } from "#lib/attention/schema.ts";
import { ActionForm } from "../action-form.tsx";
import type { Acts } from "./acts.ts";
import { FactoryMatter } from "./factory-matter.tsx";
import { Item } from "./item.tsx";
import { Promotion, RequestDecision } from "./promotion.tsx";

type Props = { matter: Matter; needsSecond: boolean; acts: Acts };

const staleToo = " What customers get is older than its policy allows.";

/** The row of one thing that needs a person: here those about builds, with the act that mends them. */
export function MatterRow({ matter, needsSecond, acts }: Props) {
  if (matter.kind === "failed-build") {
    const { image, version, failedStage, failureReason, failureLines, isStale } = matter;
    return (
      <Item matter={matter} word={`failed in ${failedStage}`} href={`/images/${image}/${version}`} title={`${image} ${version}`} text={`${failureReason}${isStale ? staleToo : ""}`} below={failureLines.length > 0 && <FailureLines lines={failureLines} address={`/images/${image}/${version}`} label={`Why ${version} failed`} />}>
        {acts.trigger && <ActionForm action={acts.trigger} submit={`Build ${image} again`} done="Queued." hidden={{ imageName: image }} />}
      </Item>
    );
  }
  if (matter.kind === "promotion-request") {
    const { image, version, expectedLatestVersion, reason, requestedBy, isOwn } = matter.request;
    const asked = expectedLatestVersion ? `${requestedBy} asks to make it latest in place of ${expectedLatestVersion}.` : `${requestedBy} asks to make it latest; nothing is latest now.`;
    return (
      <Item
        matter={matter}
        href={`/images/${image}/${version}`}
        title={`${image} ${version}`}
        text={`${isOwn ? "You have asked for it; somebody else has to confirm it." : asked}${reason ? ` Reason: ${reason}` : ""}`}
      >
        <RequestDecision request={matter.request} acts={acts} />
      </Item>
    );
  }
  if (matter.kind === "waiting-build") {
    const { image, version, latestVersion, isStale } = matter;
    return (
      <Item matter={matter} href={`/images/${image}/${version}`} title={`${image} ${version}`} text={latestVersion ? `Latest is ${latestVersion}.${isStale ? staleToo : ""}` : "Nothing is latest now."}>
        {acts.promote && <Promotion build={matter} needsSecond={needsSecond} promote={acts.promote} />}
      </Item>
    );
  }
  if (matter.kind === "stale-image") {
    const { image, latestVersion, refreshDays, canBeBuilt } = matter;
    const text = latestVersion ? `Latest is ${latestVersion}; a newer one is due every ${refreshDays} days.` : "Nothing is latest since the last release was revoked.";
    return (
      <Item matter={matter} word={latestVersion ? "stale" : "withdrawn"} href={`/images/${image}`} title={image} text={`${text}${canBeBuilt ? "" : " It has no recipe here, so that nothing can build it."}`}>
        {canBeBuilt && acts.trigger && <ActionForm action={acts.trigger} submit={`Build ${image}`} done="Queued." hidden={{ imageName: image }} />}
      </Item>
    );
  }
  return <FactoryMatter matter={matter} />;
}
