import { groupsOfFour } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { tag } from "#components/ui/tag.ts";
import { Day } from "#components/ui/when.tsx";
import type { BuildKey } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** The key that signed a build, and what has become of it since: old signatures stay good, unless the key was revoked. */
export function SigningKey({ signingKey: { fingerprint, standing, validUntil, revocation } }: { signingKey: BuildKey }) {
  const t = useText("build");
  return (
    <div className={`mb-5 max-w-[72ch] rounded-md border px-4 py-3 ${standing === "revoked" ? "border-bad bg-bad-wash" : standing === "expired" ? "border-attention bg-attention-wash" : "border-line bg-surface"}`}>
      <p className="wrap-anywhere">
        {t.rich("signingKey.signedWith", {
          key: tag(
            <PageLink href={`/keys#key-${fingerprint}`} className="link font-mono text-sm">
              {groupsOfFour(fingerprint).join(" ")}
            </PageLink>,
          ),
        })}
      </p>
      {standing === "retired" && <p className="mt-1">{t("signingKey.retired")}</p>}
      {standing === "expired" && validUntil && <p className="mt-1">{t.rich("signingKey.expired", { day: tag(<Day at={validUntil} />) })}</p>}
      {standing === "revoked" && revocation && <p className="mt-1">{t.rich("signingKey.revoked", { day: tag(<Day at={revocation.at} />) })}</p>}
    </div>
  );
}
