import { z } from "zod";
import type { BuildStatus } from "#lib/builds/schema.ts";

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** What a reader can choose of the grid: `?nights=failed` leaves the images of which a build failed in these nights, `?after=NAME` begins after that row. */
export const nightsViewSchema = z.object({
  nights: z.preprocess(first, z.enum(["all", "failed"]).catch("all")),
  after: z.preprocess(first, z.string().trim().min(1).max(100).optional().catch(undefined)),
});
export type NightsView = z.infer<typeof nightsViewSchema>;

/** The query of the address that shows this view; begins with `?` unless it is empty. */
export function nightsQueryOf({ nights, after }: NightsView): string {
  const query = new URLSearchParams({ ...(nights === "all" ? {} : { nights }), ...(after === undefined ? {} : { after }) });
  return query.size > 0 ? `?${query}` : "";
}

/** What became of an image in one night: its last build of that day, and how many there were. */
export type NightCell = { version: string; status: BuildStatus; isRevoked: boolean; builds: number };

/** An image with its nights, in the order of the columns; null where nothing was asked for. */
export type NightRow = { image: string; cells: (NightCell | null)[] };

/** How many images ended in which way in one night. `running` counts those in a queue too. */
export type NightCounts = { published: number; failed: number; running: number; cancelled: number; none: number };

export type Nights = {
  /** `YYYY-MM-DD` (UTC), tonight first. */
  days: string[];
  rows: NightRow[];
  /** There are rows behind these. */
  isCut: boolean;
  tonight: NightCounts;
  /** Images of which a build failed in these nights. */
  failing: number;
  /** All images of the grid, also those that the view leaves out. */
  total: number;
};
