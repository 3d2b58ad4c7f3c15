import { Archive, CircleCheck, CircleDotDashed, CircleSlash, CircleX, Clock, ShieldX, Tag } from "lucide-react";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import type { BuildStatus } from "#lib/builds/schema.ts";

type Look = { tone: Tone; icon: typeof Archive; word: string };

const looks: Record<BuildStatus, Look> = {
  queued: { tone: "quiet", icon: Clock, word: "Queued" },
  building: { tone: "running", icon: CircleDotDashed, word: "Building" },
  testing: { tone: "running", icon: CircleDotDashed, word: "Testing" },
  signing: { tone: "running", icon: CircleDotDashed, word: "Signing" },
  publishing: { tone: "running", icon: CircleDotDashed, word: "Publishing" },
  published: { tone: "ok", icon: CircleCheck, word: "Published" },
  failed: { tone: "bad", icon: CircleX, word: "Failed" },
  cancelled: { tone: "quiet", icon: CircleSlash, word: "Cancelled" },
};

/** What became of a build. A revoked or expired one is shown as that, because it is no longer to be used. */
export function StatusChip({ build: { status, isRevoked, expiredAt } }: { build: { status: BuildStatus; isRevoked: boolean; expiredAt: Date | null } }) {
  if (isRevoked) return <Chip tone="bad" icon={ShieldX} word="Revoked" />;
  if (expiredAt) return <Chip tone="quiet" icon={Archive} word="Expired" />;
  return <Chip {...looks[status]} />;
}

/** The channel that points to a build. */
export function ChannelChip({ name }: { name: "latest" | "prev" }) {
  return <Chip tone={name === "latest" ? "accent" : "quiet"} icon={Tag} word={name} title={`The channel ${name} points to this build`} />;
}
