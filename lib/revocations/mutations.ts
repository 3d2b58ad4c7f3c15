import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { meanwhile } from "#lib/channels/locked.ts";
import { promoteWithin, type PromoteFailure } from "#lib/channels/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import { refusalOf, revocationRefusalText, type RevocationRefusal } from "./rules.ts";
import type { Revoke } from "./schema.ts";

export type RevokeFailure = RevocationRefusal | "build-unknown" | PromoteFailure;
export type Revoked = { buildId: string; wasLatest: boolean; latest: string | null };

/** Ends a transaction of which nothing may stay, and carries the reason out of it. */
class Undone extends Error {
  readonly failure: Failure<RevokeFailure>;

  constructor(failure: Failure<RevokeFailure>) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Withdraws a published build for ever, with its reason, and takes it out of its channels. When it was `latest`, the request
 * says what follows: another build, which is promoted in the same transaction, or nothing, and then the pages say so. Nothing
 * takes its place in silence.
 */
export async function revoke(actor: Actor, request: Revoke): Promise<Outcome<Revoked, RevokeFailure>> {
  try {
    return await db.$transaction((tx) => revokeWithin(tx, actor, request), { maxWait: 15_000, timeout: 15_000 });
  } catch (error) {
    if (error instanceof Undone) return error.failure;
    throw error;
  }
}

async function revokeWithin(tx: Transaction, actor: Actor, request: Revoke): Promise<Outcome<Revoked, RevokeFailure>> {
  const { imageName, version, reason, severity, explanation, replacementVersion, successorVersion } = request;
  // In the order of promotions: the image first, then its builds.
  await tx.$queryRaw`select 1 from images where name = ${imageName} for update`;
  await tx.$queryRaw`select 1 from builds where version in (${version}, ${replacementVersion ?? version}) and image_id = (select id from images where name = ${imageName}) order by id for update`;
  const build = await tx.build.findFirst({
    where: { image: { name: imageName }, version },
    select: { id: true, imageId: true, status: true, channel: { select: { name: true } }, revocation: { select: { buildId: true } } },
  });
  const title = `${imageName} ${version}`;
  if (build && request.expectedLatestVersion !== undefined) {
    const now = await tx.channel.findFirst({ where: { imageId: build.imageId, name: "latest" }, select: { build: { select: { version: true } } } });
    const latestVersion = now?.build.version ?? null;
    if (latestVersion !== request.expectedLatestVersion) return { ok: false, code: "conflict", message: await meanwhile(tx, { id: build.imageId, name: imageName }, latestVersion) };
  }
  if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${title}.` };
  const replacement = replacementVersion ? await findReplacement(tx, build.imageId, replacementVersion) : null;
  const wasLatest = build.channel?.name === "latest";
  const facts = { status: build.status, isRevoked: build.revocation !== null, isLatest: wasLatest, version, successorVersion };
  const isReplacementUsable = replacementVersion ? replacement !== null && replacementVersion !== version : undefined;
  const refusal = refusalOf({ ...facts, isReplacementUsable });
  if (refusal) return { ok: false, code: refusal, message: `${title} cannot be revoked so. ${revocationRefusalText[refusal]}` };

  await tx.revocation.create({
    data: { buildId: build.id, reason, severity, explanation, replacementBuildId: replacement?.id ?? null, actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
  });
  await succeed(tx, actor, request, wasLatest);
  const latest = await tx.channel.findFirst({ where: { imageId: build.imageId, name: "latest" }, select: { build: { select: { version: true } } } });
  const after = { image: imageName, version, reason, severity, replacement: replacementVersion ?? null, latest: latest?.build.version ?? null };
  await recordAudit(tx, actor, { action: "build.revoke", objectKind: "build", objectId: build.id, before: { channel: build.channel?.name ?? null }, after });
  return { ok: true, value: { buildId: build.id, wasLatest, latest: latest?.build.version ?? null } };
}

async function findReplacement(tx: Transaction, imageId: string, version: string): Promise<{ id: string } | null> {
  return tx.build.findFirst({ where: { imageId, version, status: "published", expiredAt: null, revocation: null }, select: { id: true } });
}

/** Promotes what was chosen to follow a revoked `latest`. */
async function succeed(tx: Transaction, actor: Actor, { imageName, version, successorVersion }: Revoke, wasLatest: boolean): Promise<void> {
  if (!wasLatest || successorVersion === undefined || successorVersion === "none") return;
  const outcome = await promoteWithin(tx, actor, { imageName, version: successorVersion, reason: `${version} was revoked` });
  if (!outcome.ok) throw new Undone({ ...outcome, message: `Nothing was revoked, because the successor was refused. ${outcome.message}` });
}
