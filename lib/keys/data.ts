import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { takesOverFrom } from "./rotation/rules.ts";
import { attention, mailAddressOf, standingOf } from "./rules.ts";
import type { BuildKey, KeyDetails, PublishedKey, SignedBuild, TrustedKey } from "./schema.ts";

const lineSelect = { fingerprint: true, algorithm: true, userId: true, state: true, validFrom: true, validUntil: true } as const satisfies Prisma.SigningKeySelect;
const revocationSelect = { revokedAt: true, revocationReason: true, revocationExplanation: true } as const satisfies Prisma.SigningKeySelect;
const detailsSelect = { ...lineSelect, ...revocationSelect, publishedAt: true, certifiedBy: true, activatedAt: true, retiredAt: true, note: true } as const satisfies Prisma.SigningKeySelect;

/** Every key that signs, will sign, or once signed; the one in use first. */
export async function listKeys(now = new Date()): Promise<KeyDetails[]> {
  const [keys, works] = await Promise.all([db.signingKey.findMany({ orderBy: { validFrom: "desc" }, select: detailsSelect }), listWorks()]);
  return keys
    .map(({ revokedAt, revocationReason, revocationExplanation, publishedAt, certifiedBy, activatedAt, retiredAt, note, ...key }) => ({
      ...toLine(key, now),
      mailAddress: mailAddressOf(key.userId),
      publishedAt,
      certifiedBy,
      activatedAt,
      retiredAt,
      note,
      revocation: toRevocation({ revokedAt, revocationReason, revocationExplanation }),
      takesOverFrom: key.state === "planned" ? takesOverFrom(publishedAt) : null,
      hasPublicKey: key.state !== "historic",
      signed: works.get(key.fingerprint) ?? null,
    }))
    .sort((one, other) => attention[one.standing] - attention[other.standing]);
}

/** The key that signs today; null before the signing process has published it. */
export async function readActiveKey(): Promise<PublishedKey | null> {
  const key = await db.signingKey.findFirst({ where: { state: "active" }, select: lineSelect });
  return key && toLine(key, new Date());
}

/** The keys that sign or will sign, as they stand at `now`; the one in use first, also when its time is over. */
export async function listSigningKeys(_actor: Actor, now = new Date()): Promise<PublishedKey[]> {
  const keys = await db.signingKey.findMany({ where: { state: { in: ["active", "planned"] } }, orderBy: [{ state: "desc" }, { validFrom: "desc" }], select: lineSelect });
  return keys.map((key) => toLine(key, now));
}

/** The key that signed the image of a build, as it stands today; null for builds without a signed image. */
export async function readKeyOfBuild(image: string, version: string): Promise<BuildKey | null> {
  const signature = await db.artifact.findFirst({
    where: { kind: "signature", signatureOf: { kind: "qcow2" }, build: { version, image: { name: image } } },
    select: { signingKey: { select: { ...lineSelect, ...revocationSelect } } },
  });
  if (!signature?.signingKey) return null;
  const { revokedAt, revocationReason, revocationExplanation, ...key } = signature.signingKey;
  return { ...toLine(key, new Date()), revocation: toRevocation({ revokedAt, revocationReason, revocationExplanation }) };
}

export type ArmoredKey = { fingerprint: string; userId: string; armored: string };

/** The public keys of this portal, the one in use first, then the planned one; keys of history are not among them. */
export async function listArmoredKeys(): Promise<ArmoredKey[]> {
  const keys = await db.signingKey.findMany({
    where: { state: { not: "historic" }, armoredPublicKey: { not: null } },
    orderBy: [{ validFrom: "desc" }, { fingerprint: "asc" }],
    select: { ...lineSelect, armoredPublicKey: true },
  });
  return keys
    .sort((one, other) => attention[one.state] - attention[other.state])
    .map(({ fingerprint, userId, armoredPublicKey }) => ({ fingerprint, userId, armored: `${armoredPublicKey?.trim()}\n` }));
}

/** All public keys of this portal in one armored file. */
export async function readArmoredKeys(): Promise<string> {
  return (await listArmoredKeys()).map(({ armored }) => armored).join("\n");
}

/** One public key, armored; null when it is unknown or only its fingerprint is. */
export async function readArmoredKey(fingerprint: string): Promise<string | null> {
  const key = await db.signingKey.findUnique({ where: { fingerprint }, select: { armoredPublicKey: true } });
  return key?.armoredPublicKey ? `${key.armoredPublicKey.trim()}\n` : null;
}

type Work = { fingerprint: string; builds: bigint; files: bigint; first: SignedBuild; last: SignedBuild };

/** What each key has signed and is public. One statement, which reads two indexes and few rows: a key signs a dozen files of thousands of builds. */
async function listWorks(): Promise<Map<string, KeyDetails["signed"]>> {
  const rows = await db.$queryRaw<Work[]>`
    with signed as (
      select signing_key_fingerprint as fingerprint, build_id, count(*) as files from artifacts
      where kind = 'signature' and signing_key_fingerprint is not null group by 1, 2
    ), works as (
      select s.fingerprint, count(*) as builds, sum(s.files)::bigint as files, min(b.published_at) as first_at, max(b.published_at) as last_at
      from signed s join builds b on b.id = s.build_id and b.published_at is not null group by 1
    )
    select works.fingerprint, works.builds, works.files, first.build as first, last.build as last
    from works
    cross join lateral (${buildSignedAt(Prisma.sql`works.first_at`, Prisma.sql`b.version`)}) first
    cross join lateral (${buildSignedAt(Prisma.sql`works.last_at`, Prisma.sql`b.version desc`)}) last`;
  return new Map(rows.map(({ fingerprint, builds, files, first, last }) => [fingerprint, { builds: Number(builds), files: Number(files), first: dated(first), last: dated(last) }]));
}

/** The build of a key in `works` that was published at this moment; where there are several, the first in this order. */
function buildSignedAt(moment: Prisma.Sql, order: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select jsonb_build_object('image', i.name, 'version', b.version, 'publishedAt', b.published_at) as build
    from builds b join images i on i.id = b.image_id
    where b.published_at = ${moment}
      and exists (select 1 from artifacts a where a.build_id = b.id and a.kind = 'signature' and a.signing_key_fingerprint = works.fingerprint)
    order by ${order} limit 1`;
}

function dated(build: SignedBuild): SignedBuild {
  return { ...build, publishedAt: new Date(build.publishedAt) };
}

function toLine({ state, ...key }: Prisma.SigningKeyGetPayload<{ select: typeof lineSelect }>, now: Date): PublishedKey {
  return { ...key, standing: standingOf({ state, validUntil: key.validUntil }, now) };
}

function toRevocation({ revokedAt, revocationReason, revocationExplanation }: Prisma.SigningKeyGetPayload<{ select: typeof revocationSelect }>): KeyDetails["revocation"] {
  return revokedAt && { at: revokedAt, reason: revocationReason, explanation: revocationExplanation };
}

/** Every public key of this portal with what the portal says of it, for checks of signatures away from the portal. */
export async function listTrustedKeys(): Promise<TrustedKey[]> {
  const keys = await db.signingKey.findMany({
    where: { state: { not: "historic" }, armoredPublicKey: { not: null } },
    orderBy: [{ validFrom: "desc" }, { fingerprint: "asc" }],
    select: { fingerprint: true, state: true, armoredPublicKey: true },
  });
  return keys.map(({ fingerprint, state, armoredPublicKey }) => ({ fingerprint, armored: armoredPublicKey ?? "", isRevoked: state === "revoked" }));
}

/** When the newest change of the published keys was made; null without any key. */
export async function findLastKeyChange(): Promise<Date | null> {
  const { _max } = await db.signingKey.aggregate({ where: { state: { not: "historic" } }, _max: { publishedAt: true, activatedAt: true, retiredAt: true, revokedAt: true } });
  const times = Object.values(_max).flatMap((at) => (at ? [at.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
