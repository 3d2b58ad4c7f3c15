import { Archive, CircleCheck, CircleDashed, Hourglass, ShieldX } from "lucide-react";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import type { ImageCondition } from "#lib/catalog/schema.ts";

const looks = {
  current: { tone: "ok", icon: CircleCheck, word: "Current" },
  stale: { tone: "attention", icon: Hourglass, word: "Stale" },
  withdrawn: { tone: "bad", icon: ShieldX, word: "Withdrawn" },
  unbuilt: { tone: "quiet", icon: CircleDashed, word: "No build yet" },
  retired: { tone: "quiet", icon: Archive, word: "Retired" },
} as const satisfies Record<ImageCondition, { tone: Tone; icon: typeof Archive; word: string }>;

const meanings: Record<ImageCondition, string> = {
  current: "The latest build is as fresh as planned",
  stale: "The latest build is older than planned",
  withdrawn: "The latest build was revoked, and nothing has taken its place yet",
  unbuilt: "Nothing was published yet",
  retired: "No longer built; what was published stays for its time",
};

/** The state of an image. */
export function ConditionChip({ condition }: { condition: ImageCondition }) {
  return <Chip {...looks[condition]} title={meanings[condition]} />;
}
