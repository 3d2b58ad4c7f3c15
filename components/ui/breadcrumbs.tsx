import { useText } from "#lib/text.ts";
import { PageLink } from "./page-link.tsx";

/** The way to this page; the page itself is its title and is not repeated. */
export function Breadcrumbs({ items }: { items: { title: string; href: string }[] }) {
  const t = useText("ui");
  return (
    <nav aria-label={t("youAreHere")} className="text-sm text-soft">
      <ol className="flex flex-wrap gap-x-2">
        {items.map(({ title, href }, at) => (
          <li key={href} className="flex gap-2">
            {at > 0 && <span aria-hidden>/</span>}
            <PageLink href={href} className="link touch wrap-anywhere">
              {title}
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
