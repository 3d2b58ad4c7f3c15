import { PageLink } from "#components/ui/page-link.tsx";
import { horizons, type RetentionView } from "#lib/retention/schema.ts";

/** How far ahead the page looks. */
export function HorizonLinks({ view: { days, image } }: { view: RetentionView }) {
  return (
    <nav aria-label="How far ahead" className="flex flex-wrap gap-x-4">
      {horizons.map((one) => (
        <PageLink
          key={one}
          href={`/admin/retention?days=${one}${image ? `&image=${image}` : ""}#ahead`}
          className={`flex h-10 items-center border-b-2 no-underline ${one === days ? "border-accent font-medium text-ink" : "border-transparent text-accent hover:border-line-strong"}`}
          aria-current={one === days ? "true" : undefined}
        >
          {one} days
        </PageLink>
      ))}
    </nav>
  );
}
