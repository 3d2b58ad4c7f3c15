/** The link of this portal that a click asks to follow here and now; null for one that asks for a new tab, a file, or nothing. */
export function softlyFollowed(event: MouseEvent): HTMLAnchorElement | null {
  const link = (event.target as Element).closest("a");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return link && isPlain && !event.defaultPrevented && link.origin === location.origin ? link : null;
}
