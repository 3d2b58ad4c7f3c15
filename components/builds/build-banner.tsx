import { Archive, CircleSlash, CircleX, ShieldX } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { BuildDetails, BuildStatus, RevocationReason } from "#lib/builds/schema.ts";

const reasons: Record<RevocationReason, string> = {
  vulnerability: "a vulnerability",
  defect: "a defect",
  compromised_key: "a compromised signing key",
  licensing: "its licences",
  wrong_content: "wrong content",
  other: "the reason below",
};

const failedIn: Partial<Record<BuildStatus, string>> = {
  queued: "before it began",
  building: "while the image was built",
  testing: "in its tests",
  signing: "while it was signed",
  publishing: "while it was published",
};

/** Why a build should not, or cannot, be used. Nothing for a good one. */
export function BuildBanner({ build }: { build: BuildDetails }) {
  const { image, status, revocation, failedStage, failureReason, expiredAt } = build;
  if (revocation) {
    return (
      <Banner tone="bad" icon={ShieldX} title={`Revoked because of ${reasons[revocation.reason]} (${revocation.severity}): do not use this build`}>
        <p>{revocation.explanation}</p>
        <p className="mt-2">
          {revocation.replacementVersion && (
            <>
              <PageLink href={`/images/${image}/${revocation.replacementVersion}`} className="link font-medium">
                Use {revocation.replacementVersion} instead
              </PageLink>
              {" · "}
            </>
          )}
          revoked <When at={revocation.at} />
        </p>
      </Banner>
    );
  }
  if (status === "failed") {
    return (
      <Banner tone="bad" icon={CircleX} title={`Failed ${failedIn[failedStage ?? "queued"]}`}>
        <p>{failureReason}</p>
        <p className="mt-2 text-soft">Nothing of it was published.</p>
      </Banner>
    );
  }
  if (status === "cancelled") return <Banner tone="quiet" icon={CircleSlash} title="Cancelled: nothing of this build was published" />;
  if (expiredAt) {
    return (
      <Banner tone="attention" icon={Archive} title="Expired: the files of this build were removed">
        <p>Its tests, packages and provenance stay.</p>
      </Banner>
    );
  }
  return null;
}
