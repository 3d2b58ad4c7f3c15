import { insertPublishableBuild } from "#lib/channels/testing.ts";
import type { Database } from "#lib/db.ts";

/** A build that has failed while it was published and may go on there; its id. */
export async function insertResumableBuild(db: Database, imageName: string, version: string): Promise<string> {
  const image = await db.image.findUniqueOrThrow({ where: { name: imageName }, select: { id: true } });
  const id = await insertPublishableBuild(db, image.id, version);
  const keptUntil = new Date(Date.now() + 86_400_000);
  await db.build.update({ where: { id }, data: { status: "failed", failedStage: "publishing", failureReason: "The storage did not answer.", finishedAt: new Date(), failureLines: [], keptUntil } });
  return id;
}
