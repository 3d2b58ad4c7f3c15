import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Nights, NightsView } from "#lib/nights/schema.ts";
import { NightTable } from "./night-table.tsx";

/** The last nights of the images that need a look first; all of them have a page. */
export function NightSection({ nights, view }: { nights: Nights; view: NightsView["nights"] }) {
  const query = view === "failed" ? "?nights=failed" : "";
  return (
    <Section id="nights" title={`The last ${nights.days.length} nights`}>
      <NightTable nights={nights} view={view} path="/admin" />
      {nights.isCut && (
        <p className="mt-3">
          <PageLink href={`/admin/nights${query}`} className="link inline-flex h-10 items-center">
            {view === "failed" ? `All ${nights.failing} images with a failure` : `The nights of all ${nights.total} images`}
          </PageLink>
        </p>
      )}
    </Section>
  );
}
