import { readableOn } from "./format.ts";

/** The mark of a distribution: two letters on its own colour. */
export function Monogram({ letters, color, size = 32 }: { letters: string; color: string; size?: 20 | 32 | 48 }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="6" fill={color} />
      <text x="16" y="20.6" textAnchor="middle" fontSize="13" fontWeight="650" letterSpacing="0.2" fill={readableOn(color)}>
        {letters}
      </text>
    </svg>
  );
}
