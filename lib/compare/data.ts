import { repositoriesSchema } from "#lib/builds/schema.ts";
import { scoreOf } from "#lib/builds/timeline.ts";
import { db } from "#lib/db.ts";
import { compareVersions, packagingOf } from "#lib/versions/packaging.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { diffPackages, diffRepositories, diffTests, diffValue, isIdentical } from "./rules.ts";
import type { Choice, Comparison, Side } from "./schema.ts";

const sideSelect = {
  version: true, status: true, publishedAt: true, virtualSizeBytes: true, builderVersion: true, repositories: true,
  image: { select: { distribution: { select: { osDistro: true } } } },
  channel: { select: { name: true } },
  revocation: { select: { at: true } },
  recipe: { select: { hash: true, builder: true } },
  artifacts: { where: { kind: "qcow2" }, select: { sizeBytes: true, sha256: true } },
  testRuns: { orderBy: { attempt: "desc" }, take: 1, select: { results: { orderBy: { position: "asc" }, select: { checkId: true, title: true, verdict: true } } } },
  packages: { orderBy: [{ name: "asc" }, { architecture: "asc" }], select: { name: true, version: true, architecture: true, source: true } },
} as const satisfies Prisma.BuildSelect;
type SideRow = Prisma.BuildGetPayload<{ select: typeof sideSelect }>;

/** What lies between two builds of an image, from `before` to `after`; null when one of them does not exist. */
export async function compareBuilds(image: string, versions: { before: string; after: string }): Promise<Comparison | null> {
  const read = (version: string) => db.build.findFirst({ where: { version, image: { name: image } }, select: sideSelect });
  const [before, after] = await Promise.all([read(versions.before), read(versions.after)]);
  return before && after ? compare(image, before, after) : null;
}

function compare(image: string, before: SideRow, after: SideRow): Comparison {
  const repositoriesOf = ({ repositories }: SideRow) => repositoriesSchema.catch([]).parse(repositories);
  const found = {
    before: sideOf(before),
    after: sideOf(after),
    packages: diffPackages(before.packages, after.packages, compareVersions[packagingOf(after.image.distribution.osDistro)]),
    tests: diffTests(before.testRuns[0]?.results ?? [], after.testRuns[0]?.results ?? []),
    origin: {
      recipe: diffValue(before.recipe?.hash ?? null, after.recipe?.hash ?? null),
      builder: diffValue(builderOf(before), builderOf(after)),
      repositories: diffRepositories(repositoriesOf(before), repositoriesOf(after)),
    },
  };
  return { image, isIdentical: isIdentical(found), hasSameBytes: found.before.sha256 !== null && found.before.sha256 === found.after.sha256, ...found };
}

function builderOf({ recipe, builderVersion }: SideRow): string | null {
  return recipe ? [recipe.builder.replaceAll("_", "-"), builderVersion].filter(Boolean).join(" ") : null;
}

function sideOf({ version, status, channel, revocation, publishedAt, virtualSizeBytes, artifacts: [file], packages, testRuns }: SideRow): Side {
  return {
    version,
    status,
    channel: channel?.name ?? null,
    isRevoked: revocation !== null,
    publishedAt: publishedAt?.toISOString() ?? null,
    sizeBytes: file ? Number(file.sizeBytes) : null,
    virtualSizeBytes: virtualSizeBytes === null ? null : Number(virtualSizeBytes),
    sha256: file?.sha256 ?? null,
    packageCount: packages.length,
    tests: scoreOf(testRuns[0]?.results ?? []),
  };
}

/** The builds of an image that have something to compare, newest first; null when there is no such image. */
export async function listChoices(image: string, limit = 200): Promise<Choice[] | null> {
  const found = await db.image.findUnique({
    where: { name: image },
    select: {
      builds: {
        where: { packages: { some: {} } },
        orderBy: [{ queuedAt: "desc" }],
        take: limit,
        select: { version: true, channel: { select: { name: true } }, revocation: { select: { at: true } } },
      },
    },
  });
  return found && found.builds.map(({ version, channel, revocation }) => ({ version, channel: channel?.name ?? null, isRevoked: revocation !== null }));
}
