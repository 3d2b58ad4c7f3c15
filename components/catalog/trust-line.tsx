import { ShieldCheck } from "lucide-react";
import { Fingerprint } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PublishedKey } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** Which key signs, and how to check that. */
export function TrustLine({ signingKey }: { signingKey: PublishedKey | null }) {
  const t = useText("home");
  return (
    <div className="flex gap-3 rounded-md border border-line bg-surface p-4 md:p-5">
      <ShieldCheck size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <div className="min-w-0">
        <p className="max-w-[72ch]">
          {t("trust")} {signingKey && t("trustKey", { algorithm: signingKey.algorithm })}
        </p>
        {signingKey && (
          <p className="mt-1">
            <Fingerprint value={signingKey.fingerprint} />
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-5">
          <PageLink href="/verify" className="link">
            {t("trustVerify")}
          </PageLink>
          <PageLink href="/keys" className="link">
            {t("trustKeys")}
          </PageLink>
        </p>
      </div>
    </div>
  );
}
