import { Archive, CalendarClock, CalendarX, CircleCheck, Download, History, ShieldX } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { Fingerprint } from "#components/ui/hex.tsx";
import type { KeyDetails, KeyStanding } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";
import { KeyFacts } from "./key-facts.tsx";

const looks = {
  active: { tone: "ok", icon: CircleCheck },
  planned: { tone: "running", icon: CalendarClock },
  retired: { tone: "quiet", icon: Archive },
  revoked: { tone: "bad", icon: ShieldX },
  expired: { tone: "attention", icon: CalendarX },
  historic: { tone: "quiet", icon: History },
} as const satisfies Record<KeyStanding, { tone: Tone; icon: typeof Archive }>;

const borders: Partial<Record<KeyStanding, string>> = { active: "border-line-strong", revoked: "border-bad" };

/** The signing keys, the one in use first. */
export function KeyList({ keys }: { keys: KeyDetails[] }) {
  const t = useText("keys");
  return (
    <ul aria-label={t("list")} className="space-y-4">
      {keys.map((key) => (
        <KeyCard key={key.fingerprint} signingKey={key} />
      ))}
    </ul>
  );
}

function KeyCard({ signingKey }: { signingKey: KeyDetails }) {
  const t = useText("keys");
  const { fingerprint, standing, hasPublicKey } = signingKey;
  const isActive = standing === "active";
  return (
    <li id={`key-${fingerprint}`} data-state={standing} className={`scroll-mt-6 rounded-md border bg-surface p-5 md:p-6 ${borders[standing] ?? "border-line"}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Chip {...looks[standing]} word={t(`standing.${standing}`)} />
            <span className="max-w-[72ch] text-soft">{t(`meaning.${standing}`)}</span>
          </p>
          <p className="mt-3">
            <Fingerprint value={fingerprint} large={isActive} />
          </p>
        </div>
        {hasPublicKey && (
          <a href={`/keys/${fingerprint}.asc`} download className={isActive ? button.primary : button.small}>
            <Download size={isActive ? 20 : 16} aria-hidden />
            {t("downloadKey")}
            <span className="sr-only">{fingerprint.slice(-16)}</span>
          </a>
        )}
      </div>
      <KeyFacts signingKey={signingKey} />
    </li>
  );
}
