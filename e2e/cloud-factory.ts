import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promoteBuild } from "#lib/catalog/fixture.ts";
import { createDatabase } from "#lib/db.ts";
import { openGlance } from "#lib/glance/open.ts";
import { startServices, type RunningServices } from "#lib/glance/test-services.ts";
import { administered, makeProject, writeCloudsFile, type TestProject } from "#lib/glance/testing.ts";
import type { Glance } from "#lib/glance/types.ts";
import { insertRegistrable, type Bytes } from "#lib/registrations/testing.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Factory } from "./factory.ts";
import { openFactory } from "./start-factory.ts";

/** A second factory, which has a real cloud from its start, so that no other story meets what happens in clouds. */
export type CloudFactory = {
  state: Factory;
  /** What Playwright's stories read where the factory is from, see `factory()`. */
  stateFile: string;
  services: RunningServices;
  project: TestProject;
  /** The cloud as somebody with its credentials sees and changes it by hand. */
  glance: Glance;
  stop: () => Promise<void>;
};

/** Starts a Keystone and a Glance, and a factory beside the running one that registers its images there. */
export async function startCloudFactory(usage: Parameters<typeof makeProject>[1] = {}): Promise<CloudFactory> {
  const folder = mkdtempSync(join(tmpdir(), "imagefactory-stories-cloud-"));
  const services = await startServices(join(folder, "services"));
  const project = await makeProject(await administered(services), usage);
  const { state, stop } = await openFactory("cloud-factory.log", { FIRST_BUILD: "", OS_CLIENT_CONFIG_FILE: writeCloudsFile(folder, [project]) });
  const stateFile = join(folder, "state.json");
  writeFileSync(stateFile, JSON.stringify(state));
  return {
    state,
    stateFile,
    services,
    project,
    glance: openGlance(project.config),
    stop: async () => {
      await stop();
      await services.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an image with published builds whose few bytes stand in for a disk; the last but one is latest. */
export async function publishImage({ databaseUrl, dataDir }: Factory, name: string, versions: string[]): Promise<void> {
  const db = createDatabase(databaseUrl, 2);
  const storage = openStorage(`file:${join(dataDir, "storage")}`);
  const { distributionId } = await db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_12" }, select: { distributionId: true } });
  const image = await db.image.create({
    data: { name, category: "Beta", distributionId, summary: "For the stories of clouds", description: "For the stories of clouds", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0 },
    select: { id: true },
  });
  const bytes: Bytes = new Map();
  const builds: string[] = [];
  for (const version of versions) builds.push(await insertRegistrable(db, bytes, image.id, version, { size: 2_048 }));
  for (const [key, content] of bytes) await storage.putBytes(key, content);
  for (const build of builds.slice(0, -1)) await promoteBuild(db, image, build);
  await db.$disconnect();
}
