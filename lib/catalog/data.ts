import { db } from "#lib/db.ts";
import { scoreOf } from "#lib/builds/timeline.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { conditionOf, searchWords } from "./rules.ts";
import type { Architecture, CatalogRow, ChannelCard, ImageDetails, PromotionEntry } from "./schema.ts";

type Row = {
  name: string;
  summary: string;
  architecture: Architecture;
  isRetired: boolean;
  refreshDays: number;
  distribution: string;
  monogram: string;
  monogramColor: string;
  isBuilding: boolean;
  wasPromoted: boolean;
  version: string | null;
  publishedAt: Date | null;
  fileName: string | null;
  sizeBytes: bigint | null;
};

// One statement, because the catalog is what most visitors see first: relation by relation it would be five.
const rows = Prisma.sql`
  select i.name, i.summary, i.architecture::text as architecture, i.state = 'retired' as "isRetired", i.refresh_days as "refreshDays",
    d.name as distribution, d.monogram, d.monogram_color as "monogramColor",
    exists (select 1 from builds r where r.image_id = i.id and r.status in ('building', 'testing', 'signing', 'publishing')) as "isBuilding",
    exists (select 1 from promotions p where p.image_id = i.id) as "wasPromoted",
    b.version, b.published_at as "publishedAt", a.file_name as "fileName", a.size_bytes as "sizeBytes"
  from images i
  join distributions d on d.id = i.distribution_id
  left join channels c on c.image_id = i.id and c.name = 'latest'
  left join builds b on b.id = c.build_id
  left join artifacts a on a.build_id = b.id and a.kind = 'qcow2'`;

function toCatalogRow({ distribution, monogram, monogramColor, version, publishedAt, fileName, sizeBytes, ...row }: Row): CatalogRow {
  return {
    name: row.name,
    summary: row.summary,
    architecture: row.architecture,
    distribution: { name: distribution, monogram, monogramColor },
    condition: conditionOf({ ...row, publishedAt }, new Date()),
    isBuilding: row.isBuilding,
    latest: version && publishedAt && fileName ? { version, publishedAt, fileName, sizeBytes: Number(sizeBytes) } : null,
  };
}

/** The images whose name, description, distribution or architecture contains every word of `query`; retired ones last. */
export async function listCatalog(query = ""): Promise<CatalogRow[]> {
  const found = await db.$queryRaw<Row[]>`${rows}
    where not exists (
      select 1 from unnest(${searchWords(query)}::text[]) as word
      where position(word in lower(concat_ws(' ', i.name, i.summary, d.name, d.family, d.codename, i.architecture,
        case i.architecture when 'x86_64' then 'amd64' else 'arm64' end, i.firmware))) = 0)
    order by i.state, (b.published_at is null), (i.recipe_name is null), i.name`;
  return found.map(toCatalogRow);
}

/** The `limit` active images that were downloaded most in the last 30 days. */
export async function listMostUsed(limit = 6): Promise<CatalogRow[]> {
  const found = await db.$queryRaw<Row[]>`${rows}
    left join (
      select built.image_id, sum(n.count) as downloads from download_counts n
      join artifacts file on file.id = n.artifact_id
      join builds built on built.id = file.build_id
      where n.day > current_date - 30 group by built.image_id
    ) used on used.image_id = i.id
    where i.state = 'active'
    order by coalesce(used.downloads, 0) desc, b.published_at desc nulls last, (i.recipe_name is null), i.name limit ${limit}`;
  return found.map(toCatalogRow);
}

/** The newest promotions, of one image or of all. */
export async function listPromotions({ imageName, limit = 8 }: { imageName?: string; limit?: number } = {}): Promise<PromotionEntry[]> {
  const promotions = await db.promotion.findMany({
    where: imageName ? { image: { name: imageName } } : {},
    orderBy: [{ at: "desc" }, { sequence: "desc" }],
    take: limit,
    select: {
      id: true, kind: true, reason: true, actorKind: true, actorName: true, at: true,
      image: { select: { name: true } }, build: { select: { version: true } }, displaced: { select: { version: true } },
    },
  });
  return promotions.map(({ image, build, displaced, ...rest }) => ({ ...rest, image: image.name, version: build.version, displacedVersion: displaced?.version ?? null }));
}

/** The names of all images, retired ones too, in order. */
export async function listImageNames(): Promise<string[]> {
  const images = await db.image.findMany({ orderBy: { name: "asc" }, select: { name: true } });
  return images.map(({ name }) => name);
}

/** The number of images in the catalog that are not retired. */
export async function countImages(): Promise<number> {
  return db.image.count({ where: { state: "active" } });
}

const channelSelect = {
  name: true,
  assignedAt: true,
  build: {
    select: {
      version: true,
      publishedAt: true,
      artifacts: { select: { kind: true, fileName: true, sizeBytes: true, signature: { select: { fileName: true, signingKeyFingerprint: true } } } },
      testRuns: { orderBy: { attempt: "desc" }, take: 1, select: { results: { select: { verdict: true } } } },
    },
  },
} as const satisfies Prisma.ChannelSelect;

const imageSelect = {
  name: true, summary: true, description: true, category: true, state: true, architecture: true, firmware: true,
  loginUser: true, minDiskGib: true, minRamMib: true, refreshDays: true, retentionDays: true,
  replacement: { select: { name: true } },
  distribution: { select: { name: true, monogram: true, monogramColor: true, release: true, codename: true, endOfLifeOn: true } },
  channels: { select: channelSelect },
} as const satisfies Prisma.ImageSelect;

/** The page of an image; null when there is none of that name. */
export async function readImage(name: string): Promise<ImageDetails | null> {
  const [image, promoted] = await Promise.all([
    db.image.findUnique({ where: { name }, select: imageSelect }),
    db.promotion.findFirst({
      where: { image: { name } },
      orderBy: { sequence: "desc" },
      select: { build: { select: { version: true, revocation: { select: { explanation: true, at: true, replacement: { select: { version: true } } } } } } },
    }),
  ]);
  if (!image) return null;
  const { state, replacement, channels, ...details } = image;
  const latest = channels.find((channel) => channel.name === "latest");
  const revocation = promoted?.build.revocation;
  return {
    ...details,
    condition: conditionOf({ isRetired: state === "retired", wasPromoted: promoted !== null, publishedAt: latest?.build.publishedAt ?? null, refreshDays: image.refreshDays }, new Date()),
    replacement: replacement?.name ?? null,
    channels: { latest: toCard(latest), prev: toCard(channels.find((channel) => channel.name === "prev")) },
    withdrawal:
      promoted && revocation && !latest
        ? { version: promoted.build.version, explanation: revocation.explanation, replacementVersion: revocation.replacement?.version ?? null, at: revocation.at }
        : null,
  };
}

function toCard(channel: Prisma.ChannelGetPayload<{ select: typeof channelSelect }> | undefined): ChannelCard | null {
  if (!channel?.build.publishedAt) return null;
  const { version, publishedAt, artifacts, testRuns } = channel.build;
  const file = (kind: string) => artifacts.find((artifact) => artifact.kind === kind);
  const qcow2 = file("qcow2");
  return {
    name: channel.name,
    version,
    publishedAt,
    assignedAt: channel.assignedAt,
    tests: scoreOf(testRuns[0]?.results ?? []),
    files: qcow2
      ? {
          qcow2: {
            fileName: qcow2.fileName,
            sizeBytes: Number(qcow2.sizeBytes),
            signatureName: qcow2.signature?.fileName ?? null,
            fingerprint: qcow2.signature?.signingKeyFingerprint ?? null,
          },
          checksums: file("checksums")?.fileName ?? null,
          metalink: file("metalink")?.fileName ?? null,
        }
      : null,
  };
}
