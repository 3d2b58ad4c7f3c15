import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { versionAddress } from "../rules.ts";
import type { FileQuestion, IdentifiedFile } from "./schema.ts";

/** More files of one name (SHA256SUMS) or one size than anybody would look through. */
const limit = 12;

const select = {
  fileName: true,
  sizeBytes: true,
  sha256: true,
  revision: { select: { sizeBytes: true, sha256: true } },
  build: {
    select: {
      version: true,
      publishedAt: true,
      image: { select: { name: true } },
      channel: { select: { name: true } },
      revocation: { select: { reason: true, severity: true, explanation: true, replacement: { select: { version: true } } } },
      artifacts: { where: { kind: { in: ["signature", "metalink"] } }, select: { fileName: true } },
    },
  },
} as const satisfies Prisma.ArtifactSelect;

/** The published files that a question fits: the same hash first, then name and size, then name, then size; newest first. */
export async function identifyFile({ name, size, sha256 }: FileQuestion): Promise<IdentifiedFile[]> {
  const published = { status: "published", expiredAt: null } as const;
  const find = (where: Prisma.ArtifactWhereInput) =>
    db.artifact.findMany({ where: { ...where, kind: { not: "signature" }, build: published }, orderBy: { build: { publishedAt: "desc" } }, take: limit, select: { id: true, ...select } });
  const found = await Promise.all([
    sha256 === undefined ? [] : find({ sha256 }),
    sha256 === undefined ? [] : find({ revision: { sha256 } }),
    name === undefined || size === undefined ? [] : find({ fileName: name, sizeBytes: size }),
    name === undefined ? [] : find({ fileName: name }),
    size === undefined ? [] : find({ sizeBytes: size, kind: "qcow2" }),
  ]);
  const once = new Map(found.flat().map((file) => [file.id, file]));
  return [...once.values()].slice(0, limit).map((file) => publish(file, sha256));
}

/** A file as it is given out now, unless the question was about the bytes that it had when it was published. */
function publish({ fileName, build, revision, ...published }: Prisma.ArtifactGetPayload<{ select: typeof select }>, asked: string | undefined): IdentifiedFile {
  const { sizeBytes, sha256 } = revision && published.sha256 !== asked ? revision : published;
  const { version, publishedAt, image, channel, revocation, artifacts } = build;
  // The files of a revoked build answer only to this word (decision 32); checking one is no reason to be refused.
  const word = revocation ? "?revoked=1" : "";
  const addressOf = (name: string) => `${versionAddress(image.name, version, name)}${word}`;
  const ifThere = (name: string) => (artifacts.some((artifact) => artifact.fileName === name) ? addressOf(name) : null);
  return {
    image: image.name,
    version,
    fileName,
    sizeBytes: Number(sizeBytes),
    sha256,
    channel: channel?.name ?? null,
    publishedAt: publishedAt?.toISOString() ?? "",
    revocation: revocation && { reason: revocation.reason, severity: revocation.severity, explanation: revocation.explanation, replacementVersion: revocation.replacement?.version ?? null },
    addresses: {
      page: `/images/${encodeURIComponent(image.name)}/${version}`,
      file: addressOf(fileName),
      signature: ifThere(`${fileName}.asc`),
      metalink: ifThere(`${fileName}.meta4`),
      metalinkSignature: ifThere(`${fileName}.meta4.asc`),
    },
  };
}
