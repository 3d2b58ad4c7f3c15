import { publishBuild } from "#lib/catalog/fixture.ts";
import { createDatabase } from "#lib/db.ts";
import { factory } from "./factory.ts";

/** Publishes builds, the short way and without files, of an image that is made for it; the first so many were latest, in this order. */
export async function insertImageWithBuilds(name: string, versions: readonly string[], promoted: number): Promise<void> {
  const db = createDatabase(factory().databaseUrl, 2);
  try {
    const { distributionId } = await db.image.findFirstOrThrow({ where: { name: "Standard_Debian_12" }, select: { distributionId: true } });
    const image = await db.image.create({
      data: { name, category: "Beta", distributionId, summary: "For stories", description: "For stories", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0 },
      select: { id: true, name: true },
    });
    const { fingerprint } = await db.signingKey.findFirstOrThrow({ where: { state: "active" }, select: { fingerprint: true } });
    for (const [n, version] of versions.entries()) await publishBuild(db, image, version, { fingerprint, promote: n < promoted });
  } finally {
    await db.$disconnect();
  }
}
