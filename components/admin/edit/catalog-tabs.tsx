import { PageLink } from "#components/ui/page-link.tsx";

const tabs = [
  { href: "/admin/catalog", title: "Recent edits" },
  { href: "/admin/catalog/images", title: "Images" },
  { href: "/admin/catalog/flavors", title: "Flavors" },
  { href: "/admin/catalog/capabilities", title: "Capabilities" },
  { href: "/admin/catalog/issues", title: "Known issues" },
  { href: "/admin/catalog/recipes", title: "Recipes" },
] as const;

/** The parts of the catalog that admins edit or read. */
export function CatalogTabs({ current }: { current: (typeof tabs)[number]["href"] }) {
  return (
    <nav aria-label="Catalog" className="-mt-2 mb-6 border-b border-line">
      <ul className="flex flex-wrap gap-x-6">
        {tabs.map(({ href, title }) => (
          <li key={href}>
            <PageLink href={href} {...(href === current ? { "aria-current": "page" as const } : {})} className={`flex h-10 items-center border-b-2 no-underline ${href === current ? "border-accent font-medium" : "border-transparent text-accent hover:border-line-strong"}`}>
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
