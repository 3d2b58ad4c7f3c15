import { createHash } from "node:crypto";
import type { Recipe } from "#lib/recipes/schema.ts";
import type { DebianMirrors } from "./apt-sources.ts";
import { BuilderError, type Repository } from "./types.ts";

const TIMEOUT_MS = 30_000;

/**
 * The state of the repositories that a build is about to use, for its provenance. apt checks their signatures; this
 * records which state it saw.
 */
export async function recordRepositories(recipe: Recipe, mirrors: DebianMirrors, signal: AbortSignal): Promise<Repository[]> {
  const suites = [
    { uri: mirrors.mirror, suite: recipe.release },
    { uri: mirrors.mirror, suite: `${recipe.release}-updates` },
    { uri: mirrors.securityMirror, suite: `${recipe.release}-security` },
  ];
  return Promise.all(
    suites.map(async ({ uri, suite }) => {
      const address = `${uri}/dists/${suite}/InRelease`;
      const bytes = await download(address, signal);
      const date = /^Date:\s*(.+)$/m.exec(bytes.toString("utf8"))?.[1]?.trim();
      if (!date) throw new BuilderError(`${address} has no Date field; it is no Debian repository`);
      const releaseSha256 = createHash("sha256").update(bytes).digest("hex");
      return { uri, suite, components: recipe.components, date, releaseSha256 };
    }),
  );
}

async function download(address: string, signal: AbortSignal): Promise<Buffer> {
  let reason = "";
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
      if (response.ok) return Buffer.from(await response.arrayBuffer());
      reason = `status ${response.status}`;
      if (response.status < 500) break;
    } catch (error) {
      signal.throwIfAborted();
      reason = (error as Error).message;
    }
  }
  throw new BuilderError(`${address} could not be read (${reason}); check that the mirror carries this suite`);
}
