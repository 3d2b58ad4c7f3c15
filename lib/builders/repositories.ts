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
      const text = bytes.toString("utf8");
      const date = /^Date:\s*(.+)$/m.exec(text)?.[1]?.trim();
      if (!date) throw new BuilderError(`${address} has no Date field; it is no Debian repository`);
      const releaseSha256 = createHash("sha256").update(bytes).digest("hex");
      const contentSha256 = hashPackageLists(text, recipe);
      return { uri, suite, components: recipe.components, date, releaseSha256, ...(contentSha256 ? { contentSha256 } : {}) };
    }),
  );
}

const debianArchitecture = { x86_64: "amd64", aarch64: "arm64" } as const;

/** Over the lines ` SHA256 SIZE main/binary-amd64/Packages…` of the recipe's components; null where there is none. */
function hashPackageLists(release: string, { components, architecture }: Recipe): string | null {
  const lists = new RegExp(`^ [0-9a-f]{64}\\s+\\d+\\s+(?:[a-z]+/)?(?:${components.join("|")})/binary-(?:all|${debianArchitecture[architecture]})/Packages`);
  const lines = release.split("\n").flatMap((line) => (lists.test(line) ? [line.trim().replaceAll(/\s+/g, " ")] : []));
  return lines.length === 0 ? null : createHash("sha256").update([...new Set(lines)].sort().join("\n")).digest("hex");
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
