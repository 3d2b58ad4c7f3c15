import type { ReactNode } from "react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { Matter } from "#lib/attention/schema.ts";
import { looks } from "./looks.ts";

type Props = { matter: Matter; /** More exact than the usual word of its kind. */ word?: string; href: string; title: string; /** Words, and no name of something. */ isPlain?: boolean; text: ReactNode; below?: ReactNode; children?: ReactNode };

/** One thing that needs a person: what it is, of what, since when, and what mends it. */
export function Item({ matter: { kind, id, at }, word, href, title, isPlain = false, text, below, children }: Props) {
  const look = looks[kind];
  const link = `link wrap-anywhere ${isPlain ? "" : "font-mono"}`;
  return (
    <li id={id} className="flex flex-col items-start gap-3 border-b border-line py-4 target:bg-accent-wash md:flex-row md:justify-between md:gap-8">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={look.tone} icon={look.icon} word={word ?? look.word} />
          {href.startsWith("#") ? (
            <a href={href} className={link}>
              {title}
            </a>
          ) : (
            <PageLink href={href} className={link}>
              {title}
            </PageLink>
          )}
          {at && (
            <span className="text-sm text-soft">
              <When at={at} />
            </span>
          )}
        </p>
        <p className="mt-1 max-w-[72ch] text-soft wrap-anywhere">{text}</p>
        {below && <div className="mt-3">{below}</div>}
      </div>
      {children && <div className="flex shrink-0 flex-wrap gap-3 md:max-w-[60ch]">{children}</div>}
    </li>
  );
}
