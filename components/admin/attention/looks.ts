import { ArrowUpToLine, CalendarX, CircleX, CloudAlert, HardDrive, HeartOff, KeyRound, ShieldAlert, Users, type LucideIcon } from "lucide-react";
import type { Tone } from "#components/ui/chip.tsx";
import type { MatterKind } from "#lib/attention/schema.ts";

type Look = { tone: Tone; icon: LucideIcon; word: string; /** For the line that counts them; of what there is once alone, the number is left out. */ counted: (count: number) => string };

const plural = (one: string, many: string) => (count: number) => `${count} ${count === 1 ? one : many}`;

/** How each kind of thing that needs a person is shown. */
export const looks: Record<MatterKind, Look> = {
  "no-signing-key": { tone: "bad", icon: KeyRound, word: "nothing is signed", counted: () => "No signing key" },
  "no-worker": { tone: "bad", icon: HeartOff, word: "nothing is built", counted: () => "No worker" },
  "disk-low": { tone: "bad", icon: HardDrive, word: "disk is low", counted: () => "Low disk" },
  "cloud-finding": { tone: "bad", icon: ShieldAlert, word: "promise broken", counted: plural("broken promise", "broken promises") },
  "cloud-failing": { tone: "bad", icon: CloudAlert, word: "cloud fails", counted: plural("failing cloud", "failing clouds") },
  "failed-build": { tone: "bad", icon: CircleX, word: "failed", counted: plural("failed build", "failed builds") },
  "registration-failed": { tone: "bad", icon: CloudAlert, word: "not registered", counted: plural("failed registration", "failed registrations") },
  "promotion-request": { tone: "attention", icon: Users, word: "waits for a second releaser", counted: plural("waits for a second releaser", "wait for a second releaser") },
  "waiting-build": { tone: "attention", icon: ArrowUpToLine, word: "waits for promotion", counted: plural("waits for promotion", "wait for promotion") },
  "stale-image": { tone: "attention", icon: CalendarX, word: "stale", counted: plural("stale image", "stale images") },
  "key-expires": { tone: "attention", icon: KeyRound, word: "key expires", counted: () => "Key expires" },
  "worker-gone": { tone: "attention", icon: HeartOff, word: "worker gone", counted: plural("worker gone", "workers gone") },
};

/** The page that lists all of a kind, for those kinds that can be many. */
export const listOfAll: Partial<Record<MatterKind, { href: string; title: string }>> = {
  "cloud-finding": { href: "/status#findings", title: "All findings" },
  "failed-build": { href: "/admin/nights?nights=failed", title: "Images with a failure" },
  "registration-failed": { href: "/admin/clouds", title: "All clouds" },
  "promotion-request": { href: "/admin/release?show=waiting", title: "All that wait for a second releaser" },
  "waiting-build": { href: "/admin/release", title: "All that wait for promotion" },
  "stale-image": { href: "/admin/nights", title: "All images by nights" },
};
