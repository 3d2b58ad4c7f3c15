"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** The way to prove once more who one is, and back to this page. */
export function ConfirmIdentity() {
  const query = useSearchParams().toString();
  const path = usePathname() + (query ? `?${query}` : "");
  return (
    <a href={`/admin/confirm?callbackUrl=${encodeURIComponent(path)}`} className="link whitespace-nowrap">
      Confirm that it is you
    </a>
  );
}
