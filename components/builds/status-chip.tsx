import { Archive, CircleCheck, CircleDotDashed, CircleSlash, CircleX, Clock, ShieldX, Tag } from "lucide-react";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import type { BuildStatus } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";

type Look = { tone: Tone; icon: typeof Archive };

const looks: Record<BuildStatus, Look> = {
  queued: { tone: "quiet", icon: Clock },
  building: { tone: "running", icon: CircleDotDashed },
  testing: { tone: "running", icon: CircleDotDashed },
  signing: { tone: "running", icon: CircleDotDashed },
  publishing: { tone: "running", icon: CircleDotDashed },
  published: { tone: "ok", icon: CircleCheck },
  failed: { tone: "bad", icon: CircleX },
  cancelled: { tone: "quiet", icon: CircleSlash },
};

/** What became of a build. A revoked or expired one is shown as that, because it is no longer to be used. */
export function StatusChip({ build: { status, isRevoked, expiredAt } }: { build: { status: BuildStatus; isRevoked: boolean; expiredAt: Date | null } }) {
  const t = useText("build");
  if (isRevoked) return <Chip tone="bad" icon={ShieldX} word={t("status.revoked")} />;
  if (expiredAt) return <Chip tone="quiet" icon={Archive} word={t("status.expired")} />;
  return <Chip {...looks[status]} word={t(`status.${status}`)} />;
}

/** The channel that points to a build. */
export function ChannelChip({ name }: { name: "latest" | "prev" }) {
  const t = useText("build");
  return <Chip tone={name === "latest" ? "accent" : "quiet"} icon={Tag} word={name} title={t("channelChip", { name })} />;
}
