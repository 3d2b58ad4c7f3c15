/** The mark of the portal: lines of a listing, and a check. */
export function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden className="shrink-0">
      <rect width="24" height="24" rx="5" className="fill-accent" />
      <path d="M6 7h12M6 12h12" strokeWidth="2" strokeLinecap="round" className="stroke-accent-ink opacity-60" />
      <path d="m6 16.5 2.5 2.5L14 14.5" fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" className="stroke-accent-ink" />
    </svg>
  );
}
