import { db, type Transaction } from "#lib/db.ts";
import { obstacleAt } from "../rules.ts";

/** The pause that counts at `now`, and the windows that are not over. */
export async function readObstacles(tx: Pick<Transaction, "factoryPause" | "maintenanceWindow"> = db, now = new Date()) {
  const [pause, windows] = await Promise.all([
    tx.factoryPause.findFirst({
      where: { resumedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
      select: { id: true, reason: true, until: true, pausedByName: true, pausedAt: true },
    }),
    tx.maintenanceWindow.findMany({
      where: { endsAt: { gt: now } },
      orderBy: { startsAt: "asc" },
      select: { id: true, startsAt: true, endsAt: true, reason: true, createdByName: true },
    }),
  ]);
  return { pause, windows };
}

/** Whether builds that a plan has queued must wait now: the factory is paused, or it is a time of maintenance. */
export async function arePlannedBuildsHeld(tx: Pick<Transaction, "factoryPause" | "maintenanceWindow"> = db, now = new Date()): Promise<boolean> {
  const { pause, windows } = await readObstacles(tx, now);
  return obstacleAt(now, pause, windows) !== null;
}
