"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { softlyFollowed } from "./soft-click.ts";

/** Follows the `SoftLink`s of a page without loading the page anew, and tells that the next one is on its way. */
export function SoftLinks() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = softlyFollowed(event);
      if (link?.dataset["soft"] === undefined) return;
      event.preventDefault();
      startTransition(() => router.push(link.pathname + link.search + link.hash));
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);

  return isPending ? <span className="pending-bar" aria-hidden /> : null;
}
