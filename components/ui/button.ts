const shape =
  "inline-flex max-w-full items-center justify-center gap-2 rounded-md text-center font-medium whitespace-nowrap no-underline transition-colors duration-120 cursor-pointer max-md:whitespace-normal max-md:wrap-anywhere";
const large = `${shape} min-h-11 px-5 max-md:py-1.5 md:h-11`;
// A finger needs more than a pointer.
const little = `${shape} px-3 text-sm max-md:min-h-10 max-md:py-1 md:h-9 md:pointer-coarse:h-10`;

/** Classes of links and buttons that look like buttons. One `primary` or `danger` per page; what cannot be taken back is a `danger`. */
export const button = {
  primary: `${large} bg-accent text-accent-ink hover:bg-accent-strong`,
  secondary: `${large} border border-line-strong text-ink hover:bg-sunken`,
  danger: `${large} bg-bad text-paper hover:opacity-90`,
  small: `${little} border border-line-strong text-ink bg-surface hover:bg-sunken`,
  smallDanger: `${little} border border-bad text-bad bg-surface hover:bg-bad-wash`,
} as const;
