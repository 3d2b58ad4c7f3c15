import type { Database } from "#lib/db.ts";
import type { ChannelName, DownloadCatalog, DownloadFile, DownloadListing, DownloadRevocation, ListingEntry } from "./schema.ts";

type Reader = Pick<Database, "$queryRaw" | "artifact" | "build" | "channel" | "image">;

const visible = { status: "published", expiredAt: null } as const;
const revocationSelect = { reason: true, severity: true, explanation: true, replacement: { select: { version: true } } } as const;

/** The download addresses as the database knows them. */
export function createDownloadCatalog(database: Reader): DownloadCatalog {
  return {
    findFile: (image, version, fileName) => findFile(database, image, version, fileName),
    resolveChannel: (image, channel) => resolveChannel(database, image, channel),
    listRoot: () => listRoot(database),
    listImage: (image) => listImage(database, image),
    listVersion: (image, version) => listVersion(database, image, version),
  };
}

type FileRow = Omit<DownloadFile, "sizeBytes" | "revocation"> & {
  sizeBytes: bigint;
  reason: string | null;
  severity: string;
  explanation: string;
  replacementVersion: string | null;
};

// Every range request of a parallel download comes through here: one statement instead of one per relation.
async function findFile(database: Reader, image: string, version: string, fileName: string): Promise<DownloadFile | null> {
  const [row] = await database.$queryRaw<FileRow[]>`
    select a.id as "artifactId", i.name as image, b.version, a.file_name as "fileName", coalesce(revision.storage_key, a.storage_key) as "storageKey",
      coalesce(revision.size_bytes, a.size_bytes) as "sizeBytes", coalesce(revision.sha256, a.sha256) as sha256, a.media_type as "mediaType",
      coalesce(revision.created_at, b.published_at) as "publishedAt",
      signature.file_name as "signatureFileName", metalink.file_name as "metalinkFileName",
      r.reason::text as reason, r.severity::text as severity, r.explanation, replacement.version as "replacementVersion"
    from images i
    join builds b on b.image_id = i.id
    join artifacts a on a.build_id = b.id
    left join artifact_revisions revision on revision.artifact_id = a.id
    left join artifacts signature on signature.build_id = b.id and signature.file_name = a.file_name || '.asc'
    left join artifacts metalink on metalink.build_id = b.id and metalink.file_name = a.file_name || '.meta4'
    left join revocations r on r.build_id = b.id
    left join builds replacement on replacement.id = r.replacement_build_id
    where i.name = ${image} and b.version = ${version} and a.file_name = ${fileName}
      and b.status = 'published' and b.expired_at is null`;
  if (!row) return null;
  const { reason, severity, explanation, replacementVersion, sizeBytes, ...file } = row;
  return { ...file, sizeBytes: Number(sizeBytes), revocation: reason === null ? null : { reason, severity, explanation, replacementVersion } };
}

async function resolveChannel(database: Reader, image: string, name: ChannelName): Promise<string | null> {
  const channel = await database.channel.findFirst({
    where: { name, image: { name: image }, build: visible },
    select: { build: { select: { version: true } } },
  });
  return channel?.build.version ?? null;
}

async function listRoot(database: Reader): Promise<DownloadListing> {
  const images = await database.image.findMany({
    where: { builds: { some: visible } },
    orderBy: { name: "asc" },
    select: { name: true, summary: true, builds: { where: visible, orderBy: { publishedAt: "desc" }, take: 1, select: { publishedAt: true } } },
  });
  return {
    entries: images.map(({ name, summary, builds }) => folder(name, builds[0]?.publishedAt ?? null, summary)),
    revocation: null,
  };
}

async function listImage(database: Reader, name: string): Promise<DownloadListing | null> {
  const image = await database.image.findUnique({
    where: { name },
    select: {
      builds: {
        where: visible,
        orderBy: [{ publishedAt: "desc" }, { version: "desc" }],
        select: { version: true, publishedAt: true, channel: { select: { name: true, assignedAt: true } }, revocation: { select: { reason: true } } },
      },
    },
  });
  if (!image) return null;
  const channels = image.builds.flatMap(({ version, channel }) => (channel ? [folder(channel.name, channel.assignedAt, `leads to ${version}`)] : []));
  const versions = image.builds.map(({ version, publishedAt, channel, revocation }) =>
    folder(version, publishedAt, revocation ? "revoked" : (channel?.name ?? null)),
  );
  return { entries: [...channels.sort((a, b) => a.name.localeCompare(b.name)), ...versions], revocation: null };
}

async function listVersion(database: Reader, image: string, version: string): Promise<DownloadListing | null> {
  const build = await database.build.findFirst({
    where: { ...visible, version, image: { name: image } },
    select: {
      publishedAt: true,
      revocation: { select: revocationSelect },
      artifacts: { orderBy: { fileName: "asc" }, select: { fileName: true, sizeBytes: true, sha256: true, revision: { select: { sizeBytes: true, sha256: true, createdAt: true } } } },
    },
  });
  if (!build) return null;
  const entries = build.artifacts.map(({ fileName, revision, ...published }): ListingEntry => ({
    name: fileName,
    kind: "file",
    sizeBytes: Number((revision ?? published).sizeBytes),
    modifiedAt: revision?.createdAt ?? build.publishedAt,
    sha256: (revision ?? published).sha256,
    note: null,
  }));
  const revocation: DownloadRevocation | null = build.revocation && {
    reason: build.revocation.reason,
    severity: build.revocation.severity,
    explanation: build.revocation.explanation,
    replacementVersion: build.revocation.replacement?.version ?? null,
  };
  return { entries, revocation };
}

function folder(name: string, modifiedAt: Date | null, note: string | null): ListingEntry {
  return { name: `${name}/`, kind: "folder", sizeBytes: null, modifiedAt, sha256: null, note };
}
