import type { NightCell } from "#lib/nights/schema.ts";

export type NightLook = "published" | "failed" | "running" | "queued" | "cancelled" | "revoked";

/** The word of each ending, in the order of the legend. Colour and sign are in nights.css, under the same name. */
export const nightLooks: Record<NightLook, string> = {
  published: "published",
  failed: "failed",
  running: "running",
  queued: "queued",
  cancelled: "cancelled",
  revoked: "published, then revoked",
};

/** How a cell is shown. */
export function lookOf({ status, isRevoked }: NightCell): NightLook {
  if (isRevoked) return "revoked";
  return status === "building" || status === "testing" || status === "signing" || status === "publishing" ? "running" : status;
}
