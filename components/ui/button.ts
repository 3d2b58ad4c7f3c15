const shape =
  "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap no-underline transition-colors duration-120 cursor-pointer";

/** Classes of links and buttons that look like buttons. One `primary` per page. */
export const button = {
  primary: `${shape} h-11 px-5 bg-accent text-accent-ink hover:bg-accent-strong`,
  secondary: `${shape} h-11 px-5 border border-line-strong text-ink hover:bg-sunken`,
  small: `${shape} h-9 pointer-coarse:h-10 px-3 border border-line-strong text-ink text-sm bg-surface hover:bg-sunken`,
} as const;
