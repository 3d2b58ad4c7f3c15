import { db } from "#lib/db.ts";
import { scoreOf } from "#lib/builds/timeline.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { conditionOf } from "./rules.ts";
import type { ChannelCard, ImageDetails } from "./schema.ts";

/** The names of all images, retired ones too, in order. */
export async function listImageNames(): Promise<string[]> {
  const images = await db.image.findMany({ orderBy: { name: "asc" }, select: { name: true } });
  return images.map(({ name }) => name);
}

const channelSelect = {
  name: true,
  assignedAt: true,
  build: {
    select: {
      version: true,
      publishedAt: true,
      expiresAt: true,
      artifacts: { select: { kind: true, fileName: true, sizeBytes: true, sha256: true, signature: { select: { fileName: true, signingKeyFingerprint: true } } } },
      testRuns: { orderBy: { attempt: "desc" }, take: 1, select: { results: { select: { verdict: true } } } },
    },
  },
} as const satisfies Prisma.ChannelSelect;

const imageSelect = {
  name: true, summary: true, description: true, category: true, state: true, architecture: true, firmware: true,
  loginUser: true, minDiskGib: true, minRamMib: true, capabilities: true, refreshDays: true, retentionDays: true, retiredOn: true,
  replacement: { select: { name: true } },
  distribution: {
    select: { name: true, family: true, monogram: true, monogramColor: true, release: true, codename: true, osDistro: true, osVersion: true, platform: true, releasedOn: true, endOfLifeOn: true },
  },
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
  const { version, publishedAt, expiresAt, artifacts, testRuns } = channel.build;
  const file = (kind: string) => artifacts.find((artifact) => artifact.kind === kind);
  const qcow2 = file("qcow2");
  return {
    name: channel.name,
    version,
    publishedAt,
    expiresAt,
    assignedAt: channel.assignedAt,
    tests: scoreOf(testRuns[0]?.results ?? []),
    files: qcow2
      ? {
          qcow2: {
            fileName: qcow2.fileName,
            sizeBytes: Number(qcow2.sizeBytes),
            sha256: qcow2.sha256,
            signatureName: qcow2.signature?.fileName ?? null,
            fingerprint: qcow2.signature?.signingKeyFingerprint ?? null,
          },
          checksums: file("checksums")?.fileName ?? null,
          metalink: file("metalink")?.fileName ?? null,
        }
      : null,
  };
}
