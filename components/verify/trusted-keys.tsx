import { ShieldX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { Fingerprint } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { TrustedKey } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** The keys that this very page carries and checks with, also without a network. */
export function TrustedKeys({ keys }: { keys: TrustedKey[] }) {
  const t = useText("verify");
  return (
    <Section id="pinned" title={t("pinned.title")} lead={t("pinned.lead")}>
      <ul className="border-t border-line">
        {keys.map(({ fingerprint, isRevoked }) => (
          <li key={fingerprint} className="flex flex-wrap items-center gap-x-4 border-b border-line py-2">
            <Fingerprint value={fingerprint} />
            {isRevoked && <Chip tone="bad" icon={ShieldX} word={t("pinned.revoked")} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
