import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../bin/prepare.mjs";
import { runProcess } from "#lib/process.ts";
import { bundleSavedPage } from "./saved-page.ts";

const minute = 60_000;

async function hashOf(patterns: string[]): Promise<string> {
  const found = await Array.fromAsync(glob(patterns, { cwd: root }));
  const files = found.filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(root, file)).isFile()).sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Runs `make` unless the inputs are the same as when it last succeeded. Returns whether it ran. */
async function unlessCurrent(stamp: string, patterns: string[], make: () => Promise<void>): Promise<boolean> {
  const current = await hashOf(patterns);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === current) return false;
  await make();
  writeFileSync(stamp, current);
  return true;
}

/** Generates the database client from prisma/schema.prisma when it is missing or out of date. */
export function generateClient(): Promise<boolean> {
  return unlessCurrent(join(root, "prisma", "generated", ".stamp"), ["prisma/schema.prisma", "package-lock.json"], async () => {
    // Generating needs no schema engine, but the command insists on finding one and would download it.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
    await runProcess({ command: join(root, "node_modules", ".bin", "prisma"), args: ["generate"], cwd: root, env, timeoutMs: 2 * minute });
  });
}

/** Builds the portal's pages when they are missing or out of date. */
export function buildPortal(onLine: (line: string) => void): Promise<boolean> {
  const patterns = ["app/**/*", "components/**/*", "lib/**/*.{ts,tsx,json}", "public/**/*", "messages/**/*", "docs/**/*.{md,mdx}", "prisma/schema.prisma", "next.config.ts", "postcss.config.mjs", "package-lock.json"];
  return unlessCurrent(join(root, ".next", ".stamp"), patterns, async () => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" as const };
    await runProcess({ command: join(root, "node_modules", ".bin", "next"), args: ["build"], cwd: root, env, timeoutMs: 15 * minute, onLine });
    await bundleSavedPage();
  });
}
