import { Archive, CircleSlash, CircleX, ShieldX } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { tag } from "#components/ui/tag.ts";
import { When } from "#components/ui/when.tsx";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { FailureLines } from "./failure-lines.tsx";
import type { BuildDetails } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";

/** Why a build should not, or cannot, be used. Nothing for a good one. */
export function BuildBanner({ build }: { build: BuildDetails }) {
  const t = useText("build");
  const { image, version, status, revocation, failureLines, failedStage, failureReason, expiredAt } = build;
  if (revocation) {
    return (
      <Banner tone="bad" icon={ShieldX} title={t("banner.revoked", { reason: revocation.reason, severity: revocation.severity })}>
        <p>
          <CatalogText text={revocation.explanation} />
        </p>
        <p className="mt-2">
          {revocation.replacementVersion && (
            <>
              <PageLink href={`/images/${image}/${revocation.replacementVersion}`} className="link font-medium">
                {t("banner.useInstead", { version: revocation.replacementVersion })}
              </PageLink>
              {" · "}
            </>
          )}
          {t.rich("banner.revokedWhen", { when: tag(<When at={revocation.at} />) })}
        </p>
      </Banner>
    );
  }
  if (status === "failed") {
    return (
      <>
        <Banner tone="bad" icon={CircleX} title={t("banner.failed", { stage: failedStage ?? "queued" })}>
          <p>{failureReason && <CatalogText text={failureReason} />}</p>
          <p className="mt-2 text-soft">{t("banner.nothingPublished")}</p>
          {build.previousVersion && (
            <p className="mt-2">
              <PageLink href={build.packageCount > 0 ? `/images/${image}/compare/${build.previousVersion}...${version}` : `/images/${image}/${build.previousVersion}`} className="link">
                {t(build.packageCount > 0 ? "banner.compareWithGood" : "banner.lastGood", { version: build.previousVersion })}
              </PageLink>
            </p>
          )}
        </Banner>
        {failureLines.length > 0 && (
          <section aria-labelledby="failure-lines" className="mt-4">
            <h2 id="failure-lines" className="mb-2 font-semibold">
              {t("banner.failureLines")}
            </h2>
            <FailureLines lines={failureLines} address={`/images/${image}/${version}`} label={t("banner.failureLines")} />
          </section>
        )}
      </>
    );
  }
  if (status === "cancelled") return <Banner tone="quiet" icon={CircleSlash} title={t("banner.cancelled")} />;
  if (expiredAt) {
    return (
      <Banner tone="attention" icon={Archive} title={t("banner.expired")}>
        <p>{t("banner.expiredStays")}</p>
      </Banner>
    );
  }
  return null;
}
