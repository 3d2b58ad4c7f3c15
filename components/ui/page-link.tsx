import Link from "next/link";
import type { ReactNode } from "react";
import { LinkPending } from "./link-pending.tsx";

type Props = { href: string; className?: string; children: ReactNode; "aria-current"?: "page" | "true"; scroll?: boolean };

/** A link to another page of the portal. Fetched when it is followed: a catalog has more links than a visitor has clicks. */
export function PageLink({ children, ...props }: Props) {
  return (
    <Link prefetch={false} {...props}>
      {children}
      <LinkPending />
    </Link>
  );
}
