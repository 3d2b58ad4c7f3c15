"use client";

import Link from "next/link";
import type { Found } from "#lib/navigation/schema.ts";
import { foundTitles } from "./titles.ts";

type Props = { listId: string; found: Found[]; chosen: number; optionId: (at: number) => string; choose: (at: number) => void; close: () => void };

const bringIntoView = (option: HTMLAnchorElement | null) => option?.scrollIntoView({ block: "nearest" });

/** The results by kind. Each is a link, so that it can be opened in a tab of its own too. */
export function FoundOptions({ listId, found, chosen, optionId, choose, close }: Props) {
  const places = found.map((entry, at) => ({ entry, at }));
  return (
    <div id={listId} role="listbox" aria-label="Results" className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain">
      {[...Map.groupBy(places, ({ entry }) => entry.kind)].map(([kind, members]) => (
        <div key={kind} role="group" aria-labelledby={`${listId}-${kind}`} className="py-2">
          <p id={`${listId}-${kind}`} role="presentation" className="px-4 py-1 text-sm text-soft">
            {foundTitles[kind]}
          </p>
          {members.map(({ entry: { href, title, detail }, at }) => (
            <Link
              key={href}
              ref={at === chosen ? bringIntoView : undefined}
              id={optionId(at)}
              role="option"
              aria-selected={at === chosen}
              tabIndex={-1}
              href={href}
              prefetch={false}
              onClick={close}
              onPointerMove={() => choose(at)}
              className={`flex min-h-10 items-center justify-between gap-4 px-4 py-1.5 text-ink no-underline ${at === chosen ? "bg-accent-wash" : ""}`}
            >
              <span className={`min-w-0 wrap-anywhere ${kind === "image" || kind === "build" ? "font-mono" : ""}`}>{title}</span>
              <span className="shrink-0 text-sm text-soft">{detail}</span>
            </Link>
          ))}
        </div>
      ))}
      {found.length === 0 && <p className="px-4 py-8 text-center text-soft">Nothing fits all these words.</p>}
    </div>
  );
}
