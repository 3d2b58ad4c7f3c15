import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { startServices, type RunningServices } from "./test-services.ts";

/**
 * Starts one Keystone and one Glance for the whole run, once the first test file asks for them (by a file `wanted` in the
 * folder named in TEST_CLOUD_FOLDER) and writes where they are to `ready`. A run without such tests starts nothing.
 */
export default function setUp(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "imagefactory-cloud-"));
  process.env["TEST_CLOUD_FOLDER"] = folder;
  let starting: Promise<RunningServices | null> | undefined;
  const look = setInterval(() => {
    if (starting || !existsSync(join(folder, "wanted"))) return;
    starting = startServices(join(folder, "services")).then(
      (running) => {
        const { authUrl, imageUrl, region, adminPassword, glanceDatabase } = running;
        tell({ services: { authUrl, imageUrl, region, adminPassword, glanceDatabase } });
        return running;
      },
      (error: unknown) => {
        tell({ error: messageOf(error) });
        return null;
      },
    );
  }, 100);
  const tell = (answer: unknown) => {
    writeFileSync(join(folder, "ready.new"), JSON.stringify(answer));
    renameSync(join(folder, "ready.new"), join(folder, "ready"));
  };
  return async () => {
    clearInterval(look);
    await (await starting)?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
