import type { BuildDetails, BuildRow } from "../schema.ts";
import type { BuildAnswer, BuildsAnswer } from "./schema.ts";

const timeOf = (at: Date | null) => at?.toISOString() ?? null;

function fieldsOf(build: BuildRow) {
  const { version, status, trigger, channel, isRevoked, failedStage, failureReason, sizeBytes, tests } = build;
  const times = { queuedAt: build.queuedAt.toISOString(), startedAt: timeOf(build.startedAt), finishedAt: timeOf(build.finishedAt), publishedAt: timeOf(build.publishedAt), expiredAt: timeOf(build.expiredAt) };
  return { version, status, trigger, channel, isRevoked, ...times, failedStage, failureReason, sizeBytes, tests };
}

/** The builds of an image as the API tells them; `publicUrl` has no slash at its end. */
export function toBuildsAnswer(image: string, builds: BuildRow[], publicUrl: string): BuildsAnswer {
  return { image, builds: builds.map((build) => ({ ...fieldsOf(build), url: `${publicUrl}/api/v1/images/${image}/builds/${build.version}` })) };
}

/** One build as the API tells it. */
export function toBuildAnswer(build: BuildDetails, publicUrl: string): BuildAnswer {
  const { image, version, revocation, files, publishedAt, expiredAt } = build;
  const folder = `${publicUrl}/download/${image}/${version}`;
  const api = `${publicUrl}/api/v1/images/${image}/builds/${version}`;
  return {
    image,
    ...fieldsOf(build),
    note: build.note,
    expiresAt: timeOf(build.expiresAt),
    revocation: revocation && { reason: revocation.reason, severity: revocation.severity, explanation: revocation.explanation, replacementVersion: revocation.replacementVersion, at: revocation.at.toISOString() },
    previousVersion: build.previousVersion,
    channelHistory: build.channelSpans.map(({ channel, from, until }) => ({ channel, from: from.toISOString(), until: timeOf(until) })),
    builder: { name: build.builder, version: build.builderVersion, mode: build.builderMode },
    recipeSha256: build.recipeHash,
    virtualSizeBytes: build.virtualSizeBytes,
    repositories: build.repositories,
    packageCount: build.packageCount,
    files: !publishedAt || expiredAt ? [] : files.map(({ signatureName, ...file }) => ({ ...file, url: `${folder}/${file.fileName}`, signatureUrl: signatureName && `${folder}/${signatureName}` })),
    urls: { page: `${publicUrl}/images/${image}/${version}`, tests: `${api}/tests`, packages: `${api}/packages` },
  };
}
