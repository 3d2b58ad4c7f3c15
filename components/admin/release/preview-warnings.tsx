import { Pin, Split, TriangleAlert, Users } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Day } from "#components/ui/when.tsx";
import type { Preview } from "#lib/channels/preview/schema.ts";

/** What a person should know before the act: issues, a rollout, a second releaser, and who is pinned. */
export function PreviewWarnings({ preview: { act, version, issues, pins, request, needsSecond, rollout, moves } }: { preview: Preview }) {
  const blockers = issues.filter(({ isBlocker }) => isBlocker);
  const others = issues.length - blockers.length;
  const moving = new Set(moves.map((move) => move.version));
  const concerned = pins.filter((pin) => pin.version === version || moving.has(pin.version));
  return (
    <>
      {blockers.length > 0 && (
        <Banner tone="attention" icon={TriangleAlert} title={blockers.length === 1 ? "One open issue stands against it" : `${blockers.length} open issues stand against it`}>
          <ul>
            {blockers.map(({ slug, title, severity, concerns }) => (
              <li key={slug}>
                <PageLink href="/docs/known-issues#list" className="link">
                  {title}
                </PageLink>{" "}
                ({severity}{concerns === "distribution" ? ", concerns the distribution" : ""})
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {others > 0 && <p className="mt-4 text-soft">{others === 1 ? "One smaller known issue is" : `${others} smaller known issues are`} open as well.</p>}
      {rollout && (
        <Banner tone="attention" icon={Split} title={rollout.willComplete ? "This completes the staged rollout" : `This aborts the staged rollout of ${rollout.version}`}>
          {rollout.willComplete ? "Every client gets the build from then on." : "Clients that had it already go back to latest."}
        </Banner>
      )}
      {request ? (
        <Banner tone="attention" icon={Users} title={`The promotion of ${request.version} waits for a second releaser`}>
          {request.isOwn ? "You have asked for it; somebody else has to confirm it." : `${request.requestedBy} has asked for it. Who promotes the same build confirms it.`}
        </Banner>
      ) : (
        needsSecond && act !== "revoke" && <p className="mt-4 text-soft">Two releasers are needed: nothing moves before another one has confirmed.</p>
      )}
      {concerned.length > 0 && (
        <Banner tone="quiet" icon={Pin} title={concerned.length === 1 ? "One client is pinned to a build that this concerns" : `${concerned.length} clients are pinned to builds that this concerns`}>
          <ul>
            {concerned.map(({ id, client, contact, version: pinned, until }) => (
              <li key={id}>
                {client} ({contact}): <span className="font-mono">{pinned}</span> until <Day at={until} />
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}
