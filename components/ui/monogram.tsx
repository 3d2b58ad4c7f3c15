import { readableOn } from "./format.ts";

type Mark = { letters: string; color: string };

/** The mark of a distribution: two letters on its own colour. */
export function Monogram({ letters, color, size = 32 }: Mark & { size?: 20 | 32 | 48 }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <Drawing letters={letters} color={color} />
    </svg>
  );
}

/** The address of a mark that a list draws once, as {@link MonogramSymbol}, and shows in many rows. */
export const monogramId = ({ letters, color }: Mark) => `mark-${letters}-${color.slice(1)}`;

export function MonogramSymbol({ letters, color }: Mark) {
  return (
    <symbol id={monogramId({ letters, color })} viewBox="0 0 32 32">
      <Drawing letters={letters} color={color} />
    </symbol>
  );
}

function Drawing({ letters, color }: Mark) {
  return (
    <>
      <rect width="32" height="32" rx="6" fill={color} />
      <text x="16" y="20.6" textAnchor="middle" fontSize="13" fontWeight="650" letterSpacing="0.2" fill={readableOn(color)}>
        {letters}
      </text>
    </>
  );
}
