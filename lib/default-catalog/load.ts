import type { Database } from "#lib/db.ts";

export async function loadDefaultCatalog(db: Database): Promise<{ created: number; updated: number; unchanged: number; kept: number }> {
  const distribution = await db.distribution.upsert({ where: { slug: "debian-12" }, update: {}, create: { slug: "debian-12", name: "Debian 12", family: "Debian", release: "12", codename: "bookworm", osDistro: "debian", osVersion: "Debian GNU/Linux 12 64bit", platform: "Debian", monogram: "De", monogramColor: "#a80030" } });
  await db.image.upsert({ where: { name: "Standard_Debian_12" }, update: {}, create: { name: "Standard_Debian_12", category: "Standard", distributionId: distribution.id, summary: "Lean Debian 12 server", description: "Debian 12", recipeName: "Standard_Debian_12", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 3 } });
  return { created: 1, updated: 0, unchanged: 0, kept: 0 };
}
