import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { hasBuilds, isDemo, listBases } from "./data.ts";
import { writeHistory } from "./history/mutations.ts";
import { planImages } from "./rules.ts";
import { demoSetting, type DemoImage, type DemoSize } from "./schema.ts";

export type DemoRefusal = "has-builds" | "is-demo";

// One transaction for so many builds: small enough for memory, large enough that statements are few.
const buildsAtOnce = 2_500;

/**
 * Fills the database with made-up images and builds, and marks it for ever as a demonstration. Refused where any build
 * exists. Every row comes in the way of a real one, under the guards of the database; the files have names, sizes and
 * hashes but no bytes. The default catalog and an active signing key must be there. `onProgress` gets the images done.
 */
export async function makeDemo(actor: Actor, size: DemoSize, onProgress: (done: number) => void = () => {}): Promise<Outcome<{ images: number; builds: number }, DemoRefusal>> {
  if (await isDemo()) return { ok: false, code: "is-demo", message: "This database is a demonstration already. Set DATA_DIR (or DATABASE_URL) to another place for a second one." };
  if (await hasBuilds()) {
    return { ok: false, code: "has-builds", message: "This database has real builds, and a demonstration never stands beside those. Set DATA_DIR (or DATABASE_URL) to an empty place." };
  }
  await db.$transaction(async (tx) => {
    await tx.setting.create({ data: { key: demoSetting, value: size } });
    await tx.worker.create({ data: { name: "demonstration", hostName: "demonstration", processId: 1, capabilities: {}, stoppedAt: new Date() } });
    await recordAudit(tx, actor, { action: "demo.make", objectKind: "setting", objectId: demoSetting, after: size });
  });
  const bases = await listBases();
  const known = bases.slice(0, size.images).map(({ name }) => name);
  const planned = planImages(bases, size.images - known.length);
  await createImages(planned);
  const names = [...known, ...planned.map(({ name }) => name)];
  const step = Math.max(1, Math.floor(buildsAtOnce / size.builds));
  for (let at = 0; at < names.length; at += step) {
    await writeHistory(names.slice(at, at + step), size.builds);
    onProgress(Math.min(names.length, at + step));
  }
  await db.$executeRaw`analyze`;
  return { ok: true, value: { images: names.length, builds: names.length * size.builds } };
}

async function createImages(images: DemoImage[]): Promise<void> {
  const bits = new Map((await db.capability.findMany({ select: { bit: true, key: true } })).map(({ bit, key }) => [key, 1 << bit]));
  await db.image.createMany({
    data: images.map(({ capabilities, ...image }) => ({
      ...image,
      description: `${image.summary}. Made up for this demonstration.`,
      capabilities: capabilities.reduce((mask, key) => mask | (bits.get(key) ?? 0), 0),
    })),
  });
}
