"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const look = "flex h-9 items-center border-b-2 no-underline";

/** The entries of the admin side; the one under which this page stands is marked. */
export function AdminNav({ entries }: { entries: { href: string; title: string }[] }) {
  const path = usePathname();
  const current = entries.filter(({ href }) => path === href || path.startsWith(`${href}/`)).toSorted((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label="Administration" className="flex flex-wrap gap-x-6">
      {entries.map(({ href, title }) => {
        const isCurrent = current?.href === href && (href !== "/admin" || path === "/admin");
        return (
          <Link key={href} href={href} prefetch={false} aria-current={isCurrent ? "page" : undefined} className={`${look} ${isCurrent ? "border-accent font-medium text-ink" : "border-transparent text-soft hover:text-ink"}`}>
            {title}
          </Link>
        );
      })}
    </nav>
  );
}
