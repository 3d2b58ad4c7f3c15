import Link from "next/link";
import type { ReactNode } from "react";
import { localizeHref } from "#lib/locales.ts";
import { useLocale } from "#lib/text.ts";
import { LinkPending } from "./link-pending.tsx";

type Props = { href: string; className?: string; children: ReactNode; "aria-current"?: "page" | "true"; scroll?: boolean };

/**
 * A link to another page of the portal, which stays in the language of this one. Fetched when it is followed: a catalog has
 * more links than a visitor has clicks.
 */
export function PageLink({ children, href, ...props }: Props) {
  const locale = useLocale();
  return (
    <Link prefetch={false} href={localizeHref(href, locale)} {...props}>
      {children}
      <LinkPending />
    </Link>
  );
}
