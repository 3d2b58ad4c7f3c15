import type { Actor } from "#lib/auth/actor.ts";
import { listIssues } from "#lib/catalog/image/data.ts";
import { compareBuilds } from "#lib/compare/data.ts";
import { db } from "#lib/db.ts";
import { listPins } from "#lib/pins/data.ts";
import { readRenames } from "#lib/registrations/renames/data.ts";
import type { Role } from "#lib/registrations/schema.ts";
import { refusalOf as revocationRefusalOf, revocationRefusalText } from "#lib/revocations/rules.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { isSecondReleaserNeeded } from "../requests/second.ts";
import { promotionRefusalText, refusalOf, rotate, type Assignment } from "../rules.ts";
import { addressesOf, afterRevocation, feedsOf, isBlocker, movesOf } from "./rules.ts";
import type { Act, Choice, Place, Preview } from "./schema.ts";

const buildSelect = { id: true, version: true, status: true, testsPassed: true, expiredAt: true, publishedAt: true, revocation: { select: { at: true } } } as const satisfies Prisma.BuildSelect;
type BuildRow = Prisma.BuildGetPayload<{ select: typeof buildSelect }>;

const imageSelect = {
  id: true, name: true, capabilities: true,
  channels: { select: { name: true, build: { select: buildSelect } } },
  requests: { where: { state: "open" }, select: { requestedById: true, requestedByName: true, build: { select: { version: true } } } },
  rollouts: { where: { state: { in: ["running", "paused"] } }, select: { build: { select: { id: true, version: true } } } },
} as const satisfies Prisma.ImageSelect;

type Question = { act: Act; image: string; version: string; /** What follows a revoked latest: a version, `none`, or undefined while that is not decided. */ successor?: string | undefined };

/** What an act will change, from the rows of this moment; nothing is written or locked. Null when there is no such image or build. */
export async function readPreview(actor: Actor, question: Question): Promise<Preview | null> {
  const { act, version } = question;
  const image = await db.image.findUnique({ where: { name: question.image }, select: imageSelect });
  if (!image) return null;
  const read = (wanted: string) => db.build.findUnique({ where: { imageId_version: { imageId: image.id, version: wanted } }, select: buildSelect });
  const chosen = question.successor !== undefined && question.successor !== "none" ? question.successor : null;
  const [build, successor] = await Promise.all([read(version), chosen === null ? null : read(chosen)]);
  if (!build) return null;

  const holderOf = (name: "latest" | "prev") => image.channels.find((channel) => channel.name === name)?.build ?? null;
  const [latest, prev] = [holderOf("latest"), holderOf("prev")];
  const before: Assignment = { latest: latest?.id ?? null, prev: prev?.id ?? null };
  const after = act === "revoke" ? afterRevocation(before, build.id, successor?.id ?? null) : rotate(before, build.id);
  const versions = new Map([build, successor, latest, prev].flatMap((one) => (one ? [[one.id, one.version] as const] : [])));
  const moves = movesOf(before, after, versions, act === "revoke" ? build.id : null);
  const next = act === "revoke" ? successor : build;
  const [needsSecond, renames, comparison, issues, pins] = await Promise.all([
    isSecondReleaserNeeded(db),
    readRenames(actor, image, moves.map((move) => ({ ...move, before: roleOf(move.before), after: roleOf(move.after) }))),
    latest && next && latest.id !== next.id ? compareBuilds(image.name, { before: latest.version, after: next.version }) : null,
    listIssues(image.name),
    listPins(actor, { imageName: image.name }),
  ]);
  const [request] = image.requests;
  const isConfirmed = request !== undefined && request.build.version === next?.version && actor.userId !== null && request.requestedById !== actor.userId;
  const lacksSecond = act === "revoke" && successor !== null && needsSecond && !isConfirmed;
  const [rollout] = image.rollouts;
  const endsRollout = rollout && (act === "revoke" ? before.latest === build.id || rollout.build.id === build.id || successor !== null : true);
  return {
    act, version, image: image.name, moves, renames, comparison, pins, needsSecond,
    refusal: (act === "revoke" ? revocationRefusal(build, latest, question.successor, successor) : promotionRefusal(build, latest)) ?? (lacksSecond ? secondNeeded : null),
    isRevoked: build.revocation !== null,
    expectedLatestVersion: latest?.version ?? null,
    addresses: addressesOf(image.name, before, after, versions),
    feeds: feedsOf(image.name, moves),
    issues: issues.flatMap(({ slug, title, severity, concerns, resolvedOn }) => (resolvedOn ? [] : [{ slug, title, severity, concerns, isBlocker: isBlocker({ severity }) }])),
    request: request ? { version: request.build.version, requestedBy: request.requestedByName, isOwn: request.requestedById === actor.userId } : null,
    rollout: endsRollout ? { version: rollout.build.version, willComplete: next?.id === rollout.build.id && build.id !== before.latest } : null,
  };
}

const secondNeeded = "Two releasers are needed to promote what follows. Leave latest empty, and ask for the promotion afterwards; or let somebody else ask for it first.";

function roleOf(place: Place): Role {
  return place === "latest" || place === "prev" ? place : "dated";
}

function promotionRefusal(build: BuildRow, latest: BuildRow | null): string | null {
  const code = refusalOf({ ...build, isRevoked: build.revocation !== null }, latest?.id ?? null);
  return code && promotionRefusalText[code];
}

function revocationRefusal(build: BuildRow, latest: BuildRow | null, successorVersion: string | undefined, successor: BuildRow | null): string | null {
  const isLatest = latest?.id === build.id;
  const code = revocationRefusalOf({ status: build.status, isRevoked: build.revocation !== null, isLatest, version: build.version, successorVersion, isReplacementUsable: undefined });
  if (code) return revocationRefusalText[code];
  if (successorVersion === undefined || successorVersion === "none") return null;
  return successor ? promotionRefusal(successor, null) : `There is no build ${successorVersion} of this image.`;
}

const mostChoices = 200;

/** The builds of an image that could become latest, newest first. */
export async function listPromotable(_actor: Actor, image: string): Promise<Choice[]> {
  const builds = await db.build.findMany({
    where: { image: { name: image }, status: "published", expiredAt: null, revocation: null, OR: [{ channel: null }, { channel: { name: "prev" } }] },
    orderBy: { publishedAt: "desc" },
    take: mostChoices,
    select: { version: true, publishedAt: true, channel: { select: { name: true } } },
  });
  return builds.flatMap(({ version, publishedAt, channel }) => (publishedAt ? [{ version, publishedAt, place: channel ? ("prev" as const) : ("hidden" as const) }] : []));
}
