"use client";

import { useLinkStatus } from "next/link";

/** Inside a link: tells that the page behind it is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="pending-bar" aria-hidden /> : null;
}
