import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Nights, NightsView } from "#lib/nights/schema.ts";
import { NightGrid } from "./grid.tsx";
import { NightLegend, NightSummary } from "./summary.tsx";

/** The last nights of all images. */
export function NightSection({ nights, view }: { nights: Nights; view: NightsView }) {
  return (
    <Section id="nights" title={`The last ${nights.days.length} nights`}>
      {nights.total === 0 ? (
        <Empty title="No image has a recipe here yet.">Each one that can be built gets a row.</Empty>
      ) : (
        <>
          <NightSummary nights={nights} view={view} />
          {nights.rows.length === 0 ? (
            <Empty title="No build has failed in these nights." />
          ) : (
            <>
              <NightGrid nights={nights} />
              <NightLegend />
            </>
          )}
        </>
      )}
    </Section>
  );
}
