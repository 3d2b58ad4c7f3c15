"use client";

import { useSyncExternalStore } from "react";
import { isRemembered } from "#components/ui/admin-memory.ts";

const neverChanges = () => () => {};

/**
 * Links to the admin side, in browsers in which somebody has been there lately. The page itself is the same for everybody and
 * kept as one; what the links lead to asks who comes.
 */
export function ManageLinks({ label, links }: { label: string; links: { href: string; title: string }[] }) {
  const isShown = useSyncExternalStore(neverChanges, isRemembered, () => false);
  if (!isShown) return null;
  return (
    <nav aria-label={label} className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
      {links.map(({ href, title }) => (
        <a key={href} href={href} className="link">
          {title}
        </a>
      ))}
    </nav>
  );
}
