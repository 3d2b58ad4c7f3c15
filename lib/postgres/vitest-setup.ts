import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "./embedded.ts";
import { applyMigrations } from "./migrate.ts";

/** Starts one throw-away PostgreSQL for the whole run and migrates the template that every test file copies. */
export default async function setUp(): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), "imagefactory-test-"));
  const server = await startEmbedded({ directory, password: "test", throwAway: true });
  await applyMigrations(server.url);
  process.env["TEST_DATABASE_TEMPLATE"] = server.url;
  return async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
