import { Users } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";

/** The promotions that wait for a second releaser; who asked for one can only withdraw it. */
export function PromotionRequests({ requests, confirm, withdraw }: { requests: PromotionRequestRow[]; confirm: Action; withdraw: Action }) {
  return (
    <ul aria-label="Promotions that wait for a second releaser" className="border-t border-line">
      {requests.map(({ id, image, version, expectedLatestVersion, reason, requestedBy, requestedAt, isOwn }) => (
        <li key={id} className="flex flex-col items-start gap-3 border-b border-line py-4 md:flex-row md:justify-between md:gap-8">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Chip tone="attention" icon={Users} word="waits for a second releaser" />
              <PageLink href={`/images/${image}/${version}`} className="link font-mono">
                {image} {version}
              </PageLink>
              <span className="text-sm text-soft">
                <When at={requestedAt} />
              </span>
            </p>
            <p className="mt-1 max-w-[72ch] break-words text-soft">
              {isOwn ? "You have asked for it; somebody else has to confirm it." : `${requestedBy} asks to make it latest`}
              {!isOwn && (expectedLatestVersion ? ` in place of ${expectedLatestVersion}.` : "; nothing is latest now.")} {reason && `Reason: ${reason}`}
            </p>
          </div>
          <div className="flex shrink-0 flex-wrap gap-3">
            {!isOwn && <ActionForm action={confirm} submit={`Promote ${image} ${version} to latest`} hidden={{ requestId: id }} />}
            <ActionForm action={withdraw} submit={isOwn ? "Withdraw" : "Turn down"} hidden={{ requestId: id }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
