import { db } from "#lib/db.ts";
import type { Sources } from "../rules.ts";
import { storedRepositoriesSchema } from "./schema.ts";

/** The plans that count now, each with the last night of its image that is decided. */
export async function listPlans() {
  const rows = await db.schedule.findMany({
    where: { isOn: true, image: { state: "active", recipeName: { not: null } } },
    select: {
      imageId: true, cron: true, timeZone: true, jitterMinutes: true, onlyWhenChanged: true, planFrom: true,
      image: { select: { name: true, recipeName: true, scheduleRuns: { orderBy: { plannedFor: "desc" }, take: 1, select: { plannedFor: true } } } },
    },
  });
  return rows.map(({ image: { name, recipeName, scheduleRuns }, planFrom, ...plan }) => {
    const decided = scheduleRuns[0]?.plannedFor;
    return { ...plan, imageName: name, recipeName: recipeName ?? "", /** Nights up to this one are decided. */ after: decided && decided > planFrom ? decided : planFrom };
  });
}

export type NightlyPlan = Awaited<ReturnType<typeof listPlans>>[number];

/** What the image's last published build was made of, with its version; null when it has none. */
export async function readLastPublished(imageId: string): Promise<(Sources & { version: string }) | null> {
  const row = await db.build.findFirst({
    where: { imageId, status: "published" },
    orderBy: { publishedAt: "desc" },
    select: { version: true, repositories: true, recipe: { select: { hash: true } } },
  });
  if (!row) return null;
  const known = storedRepositoriesSchema.safeParse(row.repositories);
  return { version: row.version, recipeHash: row.recipe?.hash ?? null, repositories: known.success ? known.data : [] };
}
