import { PageLink } from "#components/ui/page-link.tsx";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";
import type { WaitingBuild } from "#lib/channels/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";
import type { Acts } from "./acts.ts";

/** Promotes a build, or asks for it, after saying what that changes for customers. */
export function Promotion({ build: { image, version, latestVersion }, needsSecond, promote }: { build: WaitingBuild; needsSecond: boolean; promote: Action }) {
  return (
    <Confirm title={`Promote ${version} …`}>
      <p className="mb-4">
        <span className="font-mono">{image}_latest</span> will be <span className="font-mono">{version}</span>
        {latestVersion && (
          <>
            , and <span className="font-mono">{image}_prev</span> will be <span className="font-mono">{latestVersion}</span>
          </>
        )}
        . Everybody who follows these names gets them from then on.{" "}
        <PageLink href={`/admin/images/${image}/promote/${version}`} className="link">
          See all that changes
        </PageLink>
        .{needsSecond && " Nothing moves before another releaser has confirmed it."}
      </p>
      <ActionForm
        action={promote}
        submit={needsSecond ? `Ask to promote ${image} ${version}` : `Promote ${image} ${version} to latest`}
        done={needsSecond ? "Asked. Another releaser has to confirm it." : "Promoted."}
        look="secondary"
        hidden={{ imageName: image, version, expectedLatestVersion: latestVersion ?? "" }}
        fields={[{ name: "reason", label: "Reason (optional)", maxLength: 500, hint: "Shown in the image's history." }]}
      />
    </Confirm>
  );
}

/** Decides about a promotion that somebody asked for; who asked can only withdraw it. */
export function RequestDecision({ request: { id, image, version, isOwn }, acts: { confirm, withdraw } }: { request: PromotionRequestRow; acts: Acts }) {
  return (
    <>
      {confirm && !isOwn && <ActionForm action={confirm} submit={`Promote ${image} ${version} to latest`} hidden={{ requestId: id }} />}
      {withdraw && <ActionForm action={withdraw} submit={isOwn ? "Withdraw" : "Turn down"} hidden={{ requestId: id }} />}
    </>
  );
}
