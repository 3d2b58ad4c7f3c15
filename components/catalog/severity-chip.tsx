import { CircleCheck, CircleDot, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import type { KnownIssue } from "#lib/catalog/image/schema.ts";

const looks = {
  low: { tone: "quiet", icon: CircleDot },
  medium: { tone: "attention", icon: TriangleAlert },
  high: { tone: "bad", icon: TriangleAlert },
  critical: { tone: "bad", icon: TriangleAlert },
} as const;

/** How bad a known issue is, or that it is over: the same look wherever issues stand. */
export function SeverityChip({ severity, isResolved, word }: { severity: KnownIssue["severity"]; isResolved: boolean; word: string }) {
  return isResolved ? <Chip tone="ok" icon={CircleCheck} word={word} /> : <Chip {...looks[severity]} word={word} />;
}
