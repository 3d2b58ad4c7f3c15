"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { softlyFollowed } from "#components/ui/soft-click.ts";

const pauseMs = 180;
const rowLinks = "a.row-link, a.row-name";

/** The address of a search form with what it holds; empty fields are left out. */
function addressOf(form: HTMLFormElement): string {
  const search = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value.trim()) search.append(name, value.trim());
  return `${new URL(form.action).pathname}${search.size > 0 ? `?${search}` : ""}`;
}

type Props = { /** The part of the page that this leaf serves. */ regionId: string; inputId: string; /** What the search field should hold, where it is part of the region. */ q?: string };

/**
 * Makes a part of the page quicker to use, and nothing in it depends on that: results follow the typing, its links are
 * followed without loading the page anew, and the arrow keys go through its rows. Typing replaces the address, so that
 * "back" leaves the search at once.
 */
export function CatalogLeaf({ regionId, inputId, q }: Props) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const input = document.getElementById(inputId);
    if (q !== undefined && input instanceof HTMLInputElement && document.activeElement !== input) input.value = q;
  }, [inputId, q]);

  useEffect(() => {
    const region = document.getElementById(regionId);
    if (!region) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const search = (form: HTMLFormElement) => {
      clearTimeout(timer);
      const address = addressOf(form);
      if (address !== location.pathname + location.search) startTransition(() => router.replace(address, { scroll: false }));
    };
    const listeners = {
      input: ({ target, isComposing }: InputEvent) => {
        if (isComposing || !(target instanceof HTMLInputElement) || target.id !== inputId) return;
        clearTimeout(timer);
        const { form } = target;
        timer = setTimeout(() => form && search(form), pauseMs);
      },
      submit: (event: SubmitEvent) => {
        if (!(event.target instanceof HTMLFormElement)) return;
        event.preventDefault();
        search(event.target);
      },
      click: (event: MouseEvent) => {
        const link = softlyFollowed(event);
        if (!link || link.pathname.startsWith("/download/")) return;
        event.preventDefault();
        clearTimeout(timer);
        // Filters change what stands around the pointer; every other link leads to the top of something else.
        startTransition(() => router.push(link.pathname + link.search, { scroll: link.rel !== "nofollow" }));
      },
      keydown: (event: KeyboardEvent) => {
        const target = event.target as HTMLElement;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
        const rows = [...region.querySelectorAll<HTMLElement>(rowLinks)];
        const at = target.id === inputId ? -1 : rows.indexOf(target);
        if (at === -1 && target.id !== inputId) return;
        event.preventDefault();
        (rows[at + step] ?? (at + step < 0 ? document.getElementById(inputId) : null))?.focus();
      },
    };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) region.addEventListener(name, listener);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of entries) region.removeEventListener(name, listener);
    };
  }, [regionId, inputId, router]);

  return isPending ? <span className="pending-bar" aria-hidden /> : null;
}
