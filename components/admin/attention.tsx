import { ArrowUpToLine, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { FailedBuild, WaitingBuild } from "#lib/channels/schema.ts";
import { ActionForm as Form, type Action } from "./action-form.tsx";
import { Confirm } from "./confirm.tsx";

type Props = {
  failed: FailedBuild[];
  waiting: WaitingBuild[];
  /** A promotion is asked for here and confirmed by somebody else. */
  needsSecond: boolean;
  trigger: Action;
  promote: Action;
};

/** What needs a human: builds that failed, and builds that wait to become latest. */
export function Attention({ failed, waiting, needsSecond, trigger, promote }: Props) {
  return (
    <ul className="border-t border-line">
      {failed.map(({ buildId, image, version, failedStage, failureReason, finishedAt }) => (
        <Item key={buildId} chip={<Chip tone="bad" icon={CircleX} word={`failed in ${failedStage}`} />} image={image} version={version} at={finishedAt} text={failureReason}>
          <Form action={trigger} submit={`Build ${image} again`} done="Queued." hidden={{ imageName: image }} />
        </Item>
      ))}
      {waiting.map((build) => (
        <Item
          key={build.buildId}
          chip={<Chip tone="attention" icon={ArrowUpToLine} word="waits for promotion" />}
          image={build.image}
          version={build.version}
          at={build.publishedAt}
          text={build.latestVersion ? `Latest is ${build.latestVersion}.` : "Nothing is latest now."}
        >
          <Confirm title={`Promote ${build.version} …`}>
            <Promotion build={build} needsSecond={needsSecond} promote={promote} />
          </Confirm>
        </Item>
      ))}
    </ul>
  );
}

function Item({ chip, image, version, at, text, children }: { chip: ReactNode; image: string; version: string; at: Date; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-col items-start gap-3 border-b border-line py-4 md:flex-row md:justify-between md:gap-8">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {chip}
          <PageLink href={`/images/${image}/${version}`} className="link font-mono">
            {image} {version}
          </PageLink>
          <span className="text-sm text-soft">
            <When at={at} />
          </span>
        </p>
        <p className="mt-1 max-w-[72ch] break-words text-soft">{text}</p>
      </div>
      <div className="shrink-0 md:max-w-[60ch]">{children}</div>
    </li>
  );
}

function Promotion({ build: { image, version, latestVersion }, needsSecond, promote }: { build: WaitingBuild; needsSecond: boolean; promote: Action }) {
  return (
    <>
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
      <Form
        action={promote}
        submit={needsSecond ? `Ask to promote ${image} ${version}` : `Promote ${image} ${version} to latest`}
        done={needsSecond ? "Asked. Another releaser has to confirm it." : "Promoted."}
        look="secondary"
        hidden={{ imageName: image, version, expectedLatestVersion: latestVersion ?? "" }}
        fields={[{ name: "reason", label: "Reason (optional)", maxLength: 500, hint: "Shown in the image's history." }]}
      />
    </>
  );
}
