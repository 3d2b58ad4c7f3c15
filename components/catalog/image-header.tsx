import { Archive, Hourglass, ShieldX } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ImageDetails } from "#lib/catalog/schema.ts";
import { ConditionChip } from "./condition-chip.tsx";

/** Name and state of an image, and the banner that nobody may miss when it should not be used as it is. */
export function ImageHeader({ image }: { image: ImageDetails }) {
  const { name, summary, condition, distribution } = image;
  return (
    <header>
      <Breadcrumbs items={[{ title: "Images", href: "/images" }]} />
      <div className="mt-3 flex items-start gap-4">
        <span className="mt-1 hidden sm:block">
          <Monogram letters={distribution.monogram} color={distribution.monogramColor} size={48} />
        </span>
        <div className="min-w-0">
          <h1 className="font-mono text-2xl font-semibold tracking-[-0.03em]">
            <Breakable text={name} />
          </h1>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-lg text-soft">
            <span>{summary}</span>
            <ConditionChip condition={condition} />
          </p>
        </div>
      </div>
      <ConditionBanner image={image} />
    </header>
  );
}

function ConditionBanner({ image: { name, condition, replacement, withdrawal, refreshDays } }: { image: ImageDetails }) {
  if (condition === "retired") {
    return (
      <Banner tone="attention" icon={Archive} title="This image is retired: it gets no new builds and no updates">
        {replacement ? (
          <p>
            Use{" "}
            <PageLink href={`/images/${replacement}`} className="link font-mono">
              {replacement}
            </PageLink>{" "}
            instead.
          </p>
        ) : (
          <p>Nothing replaces it here.</p>
        )}
      </Banner>
    );
  }
  if (withdrawal) {
    return (
      <Banner tone="bad" icon={ShieldX} title="The latest build was revoked: do not start new machines from it">
        <p>{withdrawal.explanation}</p>
        <p className="mt-2">
          <PageLink href={`/images/${name}/${withdrawal.version}`} className="link">
            Read about {withdrawal.version}
          </PageLink>
          {withdrawal.replacementVersion && (
            <>
              {" · "}
              <PageLink href={`/images/${name}/${withdrawal.replacementVersion}`} className="link">
                Use {withdrawal.replacementVersion} instead
              </PageLink>
            </>
          )}
        </p>
      </Banner>
    );
  }
  if (condition === "stale") {
    return (
      <Banner tone="attention" icon={Hourglass} title={`The latest build is older than the planned ${refreshDays} days`}>
        <p>It still verifies; install the updates of the distribution after the first boot.</p>
      </Banner>
    );
  }
  return null;
}
