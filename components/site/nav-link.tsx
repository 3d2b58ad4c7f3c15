"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LinkPending } from "#components/ui/link-pending.tsx";
import { localizeHref, splitLocale, type Locale } from "#lib/locales.ts";

/**
 * A link of the head of every page, marked while the visitor is on its page or on one below it. The head stays when a
 * visitor goes on, so the mark follows the address.
 */
export function NavLink({ href, locale, className, children }: { href: string; locale: Locale; className: string; children: ReactNode }) {
  // The server sees the path without its language, the browser with it.
  const { path } = splitLocale(usePathname());
  return (
    <Link prefetch={false} href={localizeHref(href, locale)} aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined} className={className}>
      {children}
      <LinkPending />
    </Link>
  );
}
