import { db } from "#lib/db.ts";
import { listBuilds, readBuildPage } from "../data.ts";
import { buildViewSchema } from "../schema.ts";
import { toBuildAnswer, toBuildsAnswer } from "./answers.ts";
import type { BuildAnswer, BuildsAnswer, PackagesAnswer, TestsAnswer } from "./schema.ts";

const mostBuilds = 1_000;

/** The builds of an image; null when there is none of that name. */
export async function readBuildsAnswer(image: string, publicUrl: string): Promise<BuildsAnswer | null> {
  const [known, builds] = await Promise.all([db.image.count({ where: { name: image } }), listBuilds(image, mostBuilds)]);
  return known === 0 ? null : toBuildsAnswer(image, builds, publicUrl);
}

/** One build; null when there is none of that address. */
export async function readBuildAnswer(image: string, version: string, publicUrl: string): Promise<BuildAnswer | null> {
  const build = await readBuildPage(image, version, buildViewSchema.parse({}));
  return build && toBuildAnswer(build, publicUrl);
}

/** The newest test of a build; null when there is no such build. */
export async function readTestsAnswer(image: string, version: string): Promise<TestsAnswer | null> {
  const build = await db.build.findFirst({
    where: { version, image: { name: image } },
    select: {
      testRuns: {
        orderBy: { attempt: "desc" },
        take: 1,
        select: {
          attempt: true, accelerator: true, verdict: true, bootSeconds: true, startedAt: true,
          results: { orderBy: { position: "asc" }, select: { checkId: true, title: true, category: true, mandatory: true, verdict: true, reason: true, command: true, output: true, durationMs: true } },
        },
      },
    },
  });
  const run = build?.testRuns[0];
  return build && { image, version, run: run ? { ...run, startedAt: run.startedAt.toISOString() } : null };
}

/** The packages of a build; null when there is no such build. */
export async function readPackagesAnswer(image: string, version: string): Promise<PackagesAnswer | null> {
  const build = await db.build.findFirst({
    where: { version, image: { name: image } },
    select: { packages: { orderBy: [{ name: "asc" }, { architecture: "asc" }], select: { name: true, version: true, architecture: true, source: true } } },
  });
  return build && { image, version, packages: build.packages };
}
