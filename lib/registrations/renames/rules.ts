import { nameOf } from "../rules.ts";
import type { Rename, RoleChange, Shown } from "./schema.ts";

export type RenameInput = {
  image: string;
  /** The suffixes under which each build of the image is registered. */
  suffixes: string[];
  clouds: string[];
  changes: RoleChange[];
  ids: { cloud: string; buildId: string; suffix: string; glanceId: string | null }[];
};

/**
 * What will be renamed, shown or hidden in each cloud when builds of one image change their roles: the same names that the
 * plan of a reconciliation wants afterwards, in the order of clouds and lines.
 */
export function renamesOf({ image, suffixes, clouds, changes, ids }: RenameInput): Rename[] {
  return clouds.flatMap((cloud) =>
    suffixes.flatMap((suffix) =>
      changes
        .filter(({ before, after }) => before !== after)
        .map(({ buildId, version, before, after }) => {
          const shown = (role: RoleChange["before"]): Shown => ({ name: nameOf(`${image}${suffix}`, role, version), isHidden: role === "dated" });
          const known = ids.find((one) => one.cloud === cloud && one.buildId === buildId && one.suffix === suffix);
          return { cloud, glanceId: known?.glanceId ?? null, before: shown(before), after: shown(after) };
        }),
    ),
  );
}
