import type { LucideIcon } from "lucide-react";

export type Tone = "ok" | "attention" | "bad" | "running" | "quiet" | "accent";

const tones: Record<Tone, string> = {
  ok: "text-ok bg-ok-wash",
  attention: "text-attention bg-attention-wash",
  bad: "text-bad bg-bad-wash",
  running: "text-running bg-running-wash",
  quiet: "text-quiet bg-quiet-wash",
  accent: "text-accent bg-accent-wash",
};

/** A state: colour, icon and word together. */
export function Chip({ tone, icon: Icon, word, title }: { tone: Tone; icon: LucideIcon; word: string; title?: string }) {
  return (
    <span title={title} className={`inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-sm font-medium whitespace-nowrap ${tones[tone]}`}>
      <Icon size={16} aria-hidden className="shrink-0" />
      {word}
    </span>
  );
}
