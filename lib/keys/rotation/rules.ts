import { standingOf } from "../rules.ts";
import type { KeyState } from "../schema.ts";

/** For so long a planned key is public before it may sign; the database has the same number (guard_signing_key). */
export const noticeDays = 7;

const msPerDay = 86_400_000;

/** From when on a planned key may take over without a reason. */
export function takesOverFrom(publishedAt: Date): Date {
  return new Date(publishedAt.getTime() + noticeDays * msPerDay);
}

/** Why a planned key does not take over: its validity has ended, or it was public for too short a time. */
export type ActivationRefusal = "expired" | "published-too-late";

/** Whether a planned key may take over at `now`; null when it may. Haste needs a reason, an expired key never signs. */
export function activationRefusal(key: { state: KeyState; publishedAt: Date; validUntil: Date | null }, reason: string | undefined, now: Date): ActivationRefusal | null {
  if (standingOf(key, now) === "expired") return "expired";
  return !reason && takesOverFrom(key.publishedAt) > now ? "published-too-late" : null;
}
