import { Archive, CircleCheck, CircleDashed, Hourglass, ShieldX } from "lucide-react";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import type { ImageCondition } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";

/** Tone and sign of each state. */
export const conditionLooks = {
  current: { tone: "ok", icon: CircleCheck },
  stale: { tone: "attention", icon: Hourglass },
  withdrawn: { tone: "bad", icon: ShieldX },
  unbuilt: { tone: "quiet", icon: CircleDashed },
  retired: { tone: "quiet", icon: Archive },
} as const satisfies Record<ImageCondition, { tone: Tone; icon: typeof Archive }>;

/** The state of an image. */
export function ConditionChip({ condition }: { condition: ImageCondition }) {
  const t = useText("catalog");
  return <Chip {...conditionLooks[condition]} word={t(`states.${condition}`)} title={t(`stateMeanings.${condition}`)} />;
}
