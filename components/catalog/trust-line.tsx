import { ShieldCheck } from "lucide-react";
import { Fingerprint } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PublishedKey } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** Which key signs, and how to check that. */
export function TrustLine({ signingKey }: { signingKey: PublishedKey | null }) {
  const t = useText("home");
  return (
    <div className="flex gap-4 rounded-md border border-line bg-surface p-4 md:p-5">
      <ShieldCheck size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <div className="grid min-w-0 flex-1 gap-x-12 gap-y-3 lg:grid-cols-[minmax(0,1fr)_auto]">
        <p className="max-w-[60ch]">{t("trust")}</p>
        {signingKey && (
          <p className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
            <span className="block text-sm text-soft">{t("trustKey", { algorithm: signingKey.algorithm })}</span>
            <Fingerprint value={signingKey.fingerprint} />
          </p>
        )}
        <p className="flex flex-wrap gap-x-6">
          <PageLink href="/verify" className="link touch">
            {t("trustVerify")}
          </PageLink>
          <PageLink href="/keys" className="link touch">
            {t("trustKeys")}
          </PageLink>
        </p>
      </div>
    </div>
  );
}
