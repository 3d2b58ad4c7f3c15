import { useText } from "#lib/text.ts";
import { Breakable } from "./breakable.tsx";
import { PageLink } from "./page-link.tsx";

/** The way to this page; the page itself is its title and is not repeated. */
export function Breadcrumbs({ items }: { items: { title: string; href: string }[] }) {
  const t = useText("ui");
  return (
    <nav aria-label={t("youAreHere")} className="text-sm text-soft">
      <ol>
        {items.map(({ title, href }, at) => (
          <li key={href} className="inline">
            {at > 0 && (
              <span aria-hidden className="px-2">
                /
              </span>
            )}
            <PageLink href={href} className="link touch wrap-anywhere">
              <Breakable text={title} />
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
