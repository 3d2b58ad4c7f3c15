import { ShieldCheck } from "lucide-react";
import { Fingerprint } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PublishedKey } from "#lib/keys/schema.ts";

/** Which key signs, and how to check that. */
export function TrustLine({ signingKey }: { signingKey: PublishedKey | null }) {
  return (
    <div className="flex gap-3 rounded-md border border-line bg-surface p-4 md:p-5">
      <ShieldCheck size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <div className="min-w-0">
        <p className="max-w-[72ch]">
          Every image is signed, and every signature was checked with gpg before the image went public.
          {signingKey && ` The ${signingKey.algorithm} key in use has this fingerprint:`}
        </p>
        {signingKey && (
          <p className="mt-1">
            <Fingerprint value={signingKey.fingerprint} />
          </p>
        )}
        <p className="mt-1">
          <PageLink href="/keys" className="link">
            Get the keys and check for yourself
          </PageLink>
        </p>
      </div>
    </div>
  );
}
