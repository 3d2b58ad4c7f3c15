import { createHash } from "node:crypto";
import { copyFile, link, mkdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedRecipe } from "#lib/recipes/load.ts";

const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The packed base system of debootstrap, which saves a minute of every build; apt brings it up to date afterwards.
 * Each build works on its own copy and hands it in only when it has succeeded, so that neither a build that was ended
 * half-way nor a concurrent one spoils another.
 */
export function bootstrapCache({ recipe, invocation }: LoadedRecipe, mirror: string, cacheDir: string, ownCacheDir: string) {
  const key = createHash("sha256").update(JSON.stringify([mirror, recipe.components])).digest("hex").slice(0, 16);
  const { architecture } = invocation;
  const shared = join(cacheDir, `debootstrap-${recipe.release}-${architecture}-${key}.tar.gz`);
  const own = join(ownCacheDir, `debootstrap-${recipe.distribution}-${recipe.release}-${architecture}.tar.gz`);

  return {
    async take(): Promise<void> {
      await mkdir(ownCacheDir, { recursive: true });
      const age = await stat(shared).then(({ mtimeMs }) => Date.now() - mtimeMs, () => Infinity);
      if (age < MAX_AGE_MS) await linkOrCopy(shared, own);
      else await unlink(shared).catch(() => {});
    },
    async handIn(): Promise<void> {
      await mkdir(cacheDir, { recursive: true });
      if (await stat(shared).then(() => true, () => false)) return;
      const incoming = `${shared}.${process.pid}.${Date.now()}`;
      await linkOrCopy(own, incoming);
      await rename(incoming, shared);
    },
  };
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
