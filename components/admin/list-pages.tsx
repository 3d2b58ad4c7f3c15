import { PageLink } from "#components/ui/page-link.tsx";

type Place = { href: string; title: string };

/** The ways through a list that is cut: back to its beginning, and on; each is null where there is none. */
export function ListPages({ label, first, next }: { label: string; first: Place | null; next: Place | null }) {
  if (!first && !next) return null;
  return (
    <nav aria-label={label} className="mt-4 flex flex-wrap gap-6">
      {first && (
        <PageLink href={first.href} className="link">
          {first.title}
        </PageLink>
      )}
      {next && (
        <PageLink href={next.href} className="link">
          {next.title}
        </PageLink>
      )}
    </nav>
  );
}
