import { scoreOf } from "#lib/builds/timeline.ts";
import { db } from "#lib/db.ts";
import { versionAddress } from "#lib/downloads/rules.ts";
import { glanceProperties, registrationsOf } from "#lib/flavors/rules.ts";
import { readSearchedCatalog } from "../search/data.ts";
import type { ImageAnswer } from "../schema.ts";
import { traitsOf } from "./rules.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const channelSelect = {
  name: true,
  assignedAt: true,
  build: {
    select: {
      id: true,
      version: true,
      publishedAt: true,
      artifacts: {
        where: { kind: { not: "signature" } },
        orderBy: { fileName: "asc" },
        select: { kind: true, fileName: true, mediaType: true, sizeBytes: true, sha256: true, sha512: true, signature: { select: { fileName: true, signingKeyFingerprint: true } } },
      },
      testRuns: { orderBy: { attempt: "desc" }, take: 1, select: { results: { select: { verdict: true } } } },
    },
  },
} as const satisfies Prisma.ChannelSelect;

const imageSelect = {
  description: true, loginUser: true, refreshDays: true, retentionDays: true,
  replacement: { select: { name: true } },
  distribution: { select: { name: true, family: true, release: true, codename: true, endOfLifeOn: true } },
  channels: { select: channelSelect },
} as const satisfies Prisma.ImageSelect;

/** An image with its channels and all their files, as machines read it; null when there is none of that name. */
export async function readImageAnswer(name: string, publicUrl: string): Promise<ImageAnswer | null> {
  const [catalog, image] = await Promise.all([readSearchedCatalog(), db.image.findUnique({ where: { name }, select: imageSelect })]);
  const entry = catalog.entries.find((one) => one.name === name);
  if (!image || !entry) return null;
  const { channels, replacement, distribution, ...facts } = image;
  const channelOf = (wanted: "latest" | "prev") => {
    const channel = channels.find((one) => one.name === wanted);
    return channel?.build.publishedAt ? toChannel(name, channel, channel.build.publishedAt, publicUrl) : null;
  };
  return {
    ...traitsOf(entry, publicUrl),
    ...facts,
    distribution: { ...distribution, endOfLifeOn: distribution.endOfLifeOn?.toISOString().slice(0, 10) ?? null },
    replacement: replacement?.name ?? null,
    registrations: registrationsOf(entry.capabilityMask, catalog).map(({ suffix, mask }) => ({ suffix, properties: glanceProperties(mask, catalog) })),
    channels: { latest: channelOf("latest"), prev: channelOf("prev") },
  };
}

type ChannelRow = Prisma.ChannelGetPayload<{ select: typeof channelSelect }>;

function toChannel(image: string, { assignedAt, build }: ChannelRow, publishedAt: Date, publicUrl: string): NonNullable<ImageAnswer["channels"]["latest"]> {
  const urlOf = (fileName: string) => publicUrl + versionAddress(image, build.version, fileName);
  return {
    version: build.version,
    buildId: build.id,
    publishedAt: publishedAt.toISOString(),
    assignedAt: assignedAt.toISOString(),
    tests: scoreOf(build.testRuns[0]?.results ?? []),
    files: build.artifacts.map(({ signature, sizeBytes, ...file }) => ({
      ...file,
      url: urlOf(file.fileName),
      sizeBytes: Number(sizeBytes),
      signature: signature && { url: urlOf(signature.fileName), fingerprint: signature.signingKeyFingerprint },
    })),
  };
}
