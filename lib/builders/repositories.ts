import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { ProcessError, runProcess } from "#lib/process.ts";
import type { Recipe } from "#lib/recipes/schema.ts";
import type { DebianMirrors } from "./apt-sources.ts";
import { BuilderError, type Repository } from "./types.ts";

const APT_HELPER = "/usr/lib/apt/apt-helper";
const TIMEOUT_MS = 90_000;

/**
 * The state of the repositories that a build is about to use, for its provenance. apt checks their signatures; this
 * records which state it saw.
 * @param workDir takes the files for a moment
 * @throws BuilderError when a suite cannot be read, ProcessError `aborted`
 */
export async function recordRepositories(recipe: Recipe, mirrors: DebianMirrors, workDir: string, signal: AbortSignal): Promise<Repository[]> {
  const suites = [
    { uri: mirrors.mirror, suite: recipe.release },
    { uri: mirrors.mirror, suite: `${recipe.release}-updates` },
    { uri: mirrors.securityMirror, suite: `${recipe.release}-security` },
  ];
  return Promise.all(
    suites.map(async ({ uri, suite }) => {
      const address = `${uri}/dists/${suite}/InRelease`;
      const bytes = await download(address, join(workDir, `${suite}.InRelease`), signal);
      const date = /^Date:\s*(.+)$/m.exec(bytes.toString("utf8"))?.[1]?.trim();
      if (!date) throw new BuilderError(`${address} has no Date field; it is no Debian repository`);
      const releaseSha256 = createHash("sha256").update(bytes).digest("hex");
      return { uri, suite, components: recipe.components, date, releaseSha256 };
    }),
  );
}

/** By the host's own apt, and so with its proxy, its certificates and its retries. */
async function download(address: string, path: string, signal: AbortSignal): Promise<Buffer> {
  const options = ["-o", "Acquire::Retries=3", "-o", "APT::Sandbox::User=root"];
  try {
    await runProcess({ command: APT_HELPER, args: [...options, "download-file", address, path], timeoutMs: TIMEOUT_MS, signal });
    return await readFile(path);
  } catch (error) {
    if (error instanceof ProcessError && error.code === "aborted") throw error;
    throw new BuilderError(`${address} could not be read (${messageOf(error)}); check that the mirror carries this suite`);
  } finally {
    await rm(path, { force: true });
  }
}
