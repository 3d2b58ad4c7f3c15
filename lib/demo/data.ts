import { db } from "#lib/db.ts";
import { keptUntilNews } from "#lib/kept.ts";
import type { BaseImage } from "./schema.ts";
import { demoSetting } from "./schema.ts";

/** Is the catalog of this portal made up? Every page then says so. */
export function isDemo(): Promise<boolean> {
  return keptUntilNews("demo", async () => (await db.setting.findUnique({ where: { key: demoSetting }, select: { key: true } })) !== null);
}

/** Has any build ever been asked for here? */
export async function hasBuilds(): Promise<boolean> {
  return (await db.build.findFirst({ select: { id: true } })) !== null;
}

/** The active images of the default catalog, in the order of their names. */
export async function listBases(): Promise<BaseImage[]> {
  const images = await db.image.findMany({
    where: { state: "active" },
    orderBy: [{ recipeName: { sort: "asc", nulls: "last" } }, { name: "asc" }],
    select: { name: true, loginUser: true, distributionId: true, distribution: { select: { name: true } } },
  });
  return images.map(({ distribution, ...image }) => ({ ...image, distribution: distribution.name }));
}
