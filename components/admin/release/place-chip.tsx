import { EyeOff, ShieldX, Tag } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import type { Place } from "#lib/channels/preview/schema.ts";

const looks = {
  latest: { tone: "accent", icon: Tag },
  prev: { tone: "quiet", icon: Tag },
  hidden: { tone: "quiet", icon: EyeOff },
  revoked: { tone: "bad", icon: ShieldX },
} as const;

/** Where customers find a build. */
export function PlaceChip({ place }: { place: Place }) {
  return <Chip {...looks[place]} word={place} />;
}
