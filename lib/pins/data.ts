import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { PinRow } from "./schema.ts";

const most = 500;

/** The pins that count now, of one image or of all; those that end first come first. */
export async function listPins(_actor: Actor, { imageName }: { imageName?: string | undefined } = {}, now = new Date()): Promise<PinRow[]> {
  const pins = await db.buildPin.findMany({
    where: { endedAt: null, until: { gt: now }, ...(imageName === undefined ? {} : { image: { name: imageName } }) },
    orderBy: [{ until: "asc" }, { client: "asc" }],
    take: most,
    select: { id: true, client: true, contact: true, until: true, actorName: true, createdAt: true, image: { select: { name: true } }, build: { select: { version: true } } },
  });
  return pins.map(({ image, build, actorName, ...pin }) => ({ ...pin, image: image.name, version: build.version, pinnedBy: actorName }));
}
