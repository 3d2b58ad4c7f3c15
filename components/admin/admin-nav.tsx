"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import type { NavigationGroup } from "#lib/navigation/schema.ts";

type Props = { groups: NavigationGroup[] };
type Entry = NavigationGroup["pages"][number];

/** The entry under which the present page stands; null on pages that have none. */
function useCurrent(groups: NavigationGroup[]): Entry | null {
  const path = usePathname();
  const fits = ({ href }: Entry) => path === href || (href !== "/admin" && path.startsWith(`${href}/`));
  return groups.flatMap(({ pages }) => pages).filter(fits).toSorted((one, other) => other.href.length - one.href.length)[0] ?? null;
}

/** The entries of the admin side in a line, with more room between groups than within them. */
export function AdminNav({ groups }: Props) {
  const current = useCurrent(groups);
  return (
    <nav aria-label="Administration" className="mt-1 hidden flex-wrap gap-x-8 md:flex">
      {groups.map(({ title, pages }) => (
        <ul key={title} aria-label={title} className="flex flex-wrap gap-x-4">
          {pages.map((entry) => (
            <li key={entry.href}>
              <EntryLink entry={entry} isCurrent={entry === current} className="flex h-10 items-center border-b-2" chosen="border-accent font-medium text-ink" />
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

/** The same entries in a menu, by group, for narrow screens; `children` stand below them. A new page closes it. */
export function AdminMenu({ groups, children }: Props & { children: ReactNode }) {
  const current = useCurrent(groups);
  return (
    <details key={usePathname()} className="group md:hidden">
      <summary className="flex h-11 list-none items-center gap-2 rounded-md border border-line-strong px-3 font-medium group-open:bg-sunken">
        <Menu size={20} aria-hidden />
        {current?.title ?? "Administration"}
      </summary>
      <div className="absolute inset-x-0 top-full z-40 -mx-4 flex flex-col gap-4 border-y border-line bg-surface px-4 py-4">
        <nav aria-label="Administration" className="flex flex-col gap-4">
          {groups.map(({ title, pages }) => (
            <div key={title}>
              <p aria-hidden className="text-sm text-soft">
                {title}
              </p>
              <ul aria-label={title} className="grid grid-cols-2 gap-x-4">
                {pages.map((entry) => (
                  <li key={entry.href}>
                    <EntryLink entry={entry} isCurrent={entry === current} className="flex h-11 items-center border-b" chosen="border-accent font-medium text-ink" />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {children}
      </div>
    </details>
  );
}

function EntryLink({ entry: { href, title }, isCurrent, className, chosen }: { entry: Entry; isCurrent: boolean; className: string; chosen: string }) {
  return (
    <Link href={href} prefetch={false} aria-current={isCurrent ? "page" : undefined} className={`${className} no-underline ${isCurrent ? chosen : "border-transparent text-soft hover:text-ink"}`}>
      {title}
    </Link>
  );
}
