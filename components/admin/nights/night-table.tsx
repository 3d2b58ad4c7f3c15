import { Empty } from "#components/ui/empty.tsx";
import type { Nights, NightsView } from "#lib/nights/schema.ts";
import { NightGrid } from "./grid.tsx";
import { NightLegend, NightSummary } from "./summary.tsx";

type Props = { nights: Nights; view: NightsView["nights"]; /** The page that it stands on. */ path: `/admin${string}` };

/** Tonight in one line, and the grid below it with what its signs mean. */
export function NightTable({ nights, view, path }: Props) {
  if (nights.total === 0) return <Empty title="No image has a recipe here yet.">Each one that can be built gets a row.</Empty>;
  return (
    <>
      <NightSummary nights={nights} view={view} path={path} />
      {nights.rows.length === 0 ? (
        <Empty title={view === "failed" && nights.failing === 0 ? "No build has failed in these nights." : "There are no more images."} />
      ) : (
        <>
          <NightGrid nights={nights} />
          <NightLegend />
        </>
      )}
    </>
  );
}
