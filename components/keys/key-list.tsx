import { Archive, CalendarClock, CircleCheck, Download, History, ShieldX } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { Fingerprint } from "#components/ui/hex.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { KeyState, PublishedKey } from "#lib/catalog/schema.ts";

const looks = {
  active: { tone: "ok", icon: CircleCheck, word: "In use" },
  planned: { tone: "running", icon: CalendarClock, word: "Planned" },
  retired: { tone: "quiet", icon: Archive, word: "Retired" },
  revoked: { tone: "bad", icon: ShieldX, word: "Revoked" },
  historic: { tone: "quiet", icon: History, word: "Historic" },
} as const satisfies Record<KeyState, { tone: Tone; icon: typeof Archive; word: string }>;

const meanings: Record<KeyState, string> = {
  active: "Signs every new build.",
  planned: "Will sign builds later; published now so that you can get to know it.",
  retired: "Signs nothing new; what it signed stays good.",
  revoked: "Must not be trusted any more.",
  historic: "Of the past; listed so that old signatures can be told apart.",
};

/** The signing keys, the one in use first. */
export function KeyList({ keys }: { keys: PublishedKey[] }) {
  return (
    <ul className="space-y-4">
      {keys.map((key) => (
        <Key key={key.fingerprint} signingKey={key} />
      ))}
    </ul>
  );
}

function Key({ signingKey: { fingerprint, algorithm, userId, state, validFrom, validUntil, revokedAt, note, hasPublicKey } }: { signingKey: PublishedKey }) {
  return (
    <li className={`flex flex-wrap items-start justify-between gap-x-8 gap-y-4 rounded-md border bg-surface p-5 md:p-6 ${state === "active" ? "border-line-strong" : "border-line"}`}>
      <div className="min-w-0 flex-1 basis-[26rem]">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip {...looks[state]} />
          <span className="text-soft">{note ?? meanings[state]}</span>
        </p>
        <p className="mt-3">
          <Fingerprint value={fingerprint} large={state === "active"} />
        </p>
        <p className="mt-1 wrap-anywhere">{userId}</p>
        <p className="text-soft">
          {algorithm} · valid from <Day at={validFrom} />{" "}
          {validUntil ? (
            <>
              to <Day at={validUntil} /> (<When at={validUntil} />)
            </>
          ) : (
            "without end"
          )}
          {revokedAt && (
            <>
              {" "}
              · revoked <When at={revokedAt} />
            </>
          )}
        </p>
      </div>
      {hasPublicKey && (
        <a href={`/keys/${fingerprint}.asc`} className={state === "active" ? button.primary : button.secondary}>
          <Download size={20} aria-hidden />
          Download the key
        </a>
      )}
    </li>
  );
}
