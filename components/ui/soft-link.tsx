import type { ReactNode } from "react";
import { localizeHref } from "#lib/locales.ts";
import { useLocale } from "#lib/text.ts";

type Props = { href: string; className?: string | undefined; children: ReactNode };

/**
 * A link of a page that has hundreds: plain HTML that the browser's program need not take up one by one. `SoftLinks`, once on
 * the page, follows it as it would a `PageLink`.
 */
export function SoftLink({ href, children, ...props }: Props) {
  const locale = useLocale();
  return (
    <a href={localizeHref(href, locale)} data-soft="" {...props}>
      {children}
    </a>
  );
}
