import { ArrowUpToLine, CalendarX, CircleX, CloudAlert, HardDrive, HeartOff, KeyRound, ShieldAlert, Users, type LucideIcon } from "lucide-react";
import type { Tone } from "#components/ui/chip.tsx";
import type { MatterKind } from "#lib/attention/schema.ts";

type Look = { tone: Tone; icon: LucideIcon; word: string; /** For the line that counts them. */ many: string };

/** How each kind of thing that needs a person is shown. */
export const looks: Record<MatterKind, Look> = {
  "no-signing-key": { tone: "bad", icon: KeyRound, word: "nothing is signed", many: "without a signing key" },
  "no-worker": { tone: "bad", icon: HeartOff, word: "nothing is built", many: "without a worker" },
  "disk-low": { tone: "bad", icon: HardDrive, word: "disk is low", many: "low disk" },
  "cloud-finding": { tone: "bad", icon: ShieldAlert, word: "promise broken", many: "broken promises" },
  "cloud-failing": { tone: "bad", icon: CloudAlert, word: "cloud fails", many: "failing clouds" },
  "failed-build": { tone: "bad", icon: CircleX, word: "failed", many: "failed builds" },
  "registration-failed": { tone: "bad", icon: CloudAlert, word: "not registered", many: "failed registrations" },
  "promotion-request": { tone: "attention", icon: Users, word: "waits for a second releaser", many: "wait for a second releaser" },
  "waiting-build": { tone: "attention", icon: ArrowUpToLine, word: "waits for promotion", many: "wait for promotion" },
  "stale-image": { tone: "attention", icon: CalendarX, word: "stale", many: "stale images" },
  "key-expires": { tone: "attention", icon: KeyRound, word: "key expires", many: "expiring keys" },
  "worker-gone": { tone: "attention", icon: HeartOff, word: "worker gone", many: "workers gone" },
};
