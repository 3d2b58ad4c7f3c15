import { Check, CircleDotDashed, Clock, ShieldX, Slash, X, type LucideIcon } from "lucide-react";
import type { NightCell } from "#lib/nights/schema.ts";

export type NightLook = "published" | "failed" | "running" | "queued" | "cancelled" | "revoked";

/** The sign and the word of each ending, in the order of the legend. */
export const nightLooks: Record<NightLook, { icon: LucideIcon; word: string }> = {
  published: { icon: Check, word: "published" },
  failed: { icon: X, word: "failed" },
  running: { icon: CircleDotDashed, word: "running" },
  queued: { icon: Clock, word: "queued" },
  cancelled: { icon: Slash, word: "cancelled" },
  revoked: { icon: ShieldX, word: "published, then revoked" },
};

/** How a cell is shown. */
export function lookOf({ status, isRevoked }: NightCell): NightLook {
  if (isRevoked) return "revoked";
  return status === "building" || status === "testing" || status === "signing" || status === "publishing" ? "running" : status;
}

/** The signs of all cells, drawn once. */
export function NightSymbols() {
  return (
    <svg className="hidden">
      {Object.entries(nightLooks).map(([look, { icon: Icon }]) => (
        <symbol key={look} id={`night-${look}`} viewBox="0 0 24 24">
          <Icon />
        </symbol>
      ))}
    </svg>
  );
}

/** The sign of an ending. */
export function NightSign({ look }: { look: NightLook }) {
  return (
    <svg aria-hidden>
      <use href={`#night-${look}`} />
    </svg>
  );
}
