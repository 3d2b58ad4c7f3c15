import { feedsTouched } from "#lib/feeds/rules.ts";
import { feedPath } from "#lib/feeds/schema.ts";
import { rotate, type Assignment } from "../rules.ts";
import type { Move, MovedAddress, OpenIssue, Place, Severity } from "./schema.ts";

/** Open issues that are so bad stop an automatic promotion. */
export const blockingSeverities: readonly Severity[] = ["high", "critical"];

export function isBlocker({ severity }: Pick<OpenIssue, "severity">): boolean {
  return blockingSeverities.includes(severity);
}

/** The channels after a revocation, and after the promotion of what was chosen to follow. Nothing moves up by itself. */
export function afterRevocation({ latest, prev }: Assignment, revoked: string, successor: string | null): Assignment {
  const left = { latest: latest === revoked ? null : latest, prev: prev === revoked ? null : prev };
  return successor === null ? left : rotate(left, successor);
}

function placeOf({ latest, prev }: Assignment, id: string): Place {
  return id === latest ? "latest" : id === prev ? "prev" : "hidden";
}

/** The builds that change their place, what becomes latest first. `versions` names every build that is concerned. */
export function movesOf(before: Assignment, after: Assignment, versions: Map<string, string>, revoked: string | null): Move[] {
  const ids = [...new Set([after.latest, before.latest, after.prev, before.prev, revoked])].filter((id) => id !== null);
  return ids
    .map((buildId): Move => ({ buildId, version: versions.get(buildId) ?? "", before: placeOf(before, buildId), after: buildId === revoked ? "revoked" : placeOf(after, buildId) }))
    .filter((move) => move.before !== move.after);
}

/** The addresses that lead elsewhere afterwards. Those of versions never move. */
export function addressesOf(image: string, before: Assignment, after: Assignment, versions: Map<string, string>): MovedAddress[] {
  const versionOf = (id: string | null) => (id === null ? null : (versions.get(id) ?? null));
  return (["latest", "prev"] as const)
    .filter((name) => before[name] !== after[name])
    .flatMap((name) => [`/download/${image}/${name}/`, `/api/v1/resolve/${image}_${name}`].map((address) => ({ address, before: versionOf(before[name]), after: versionOf(after[name]) })));
}

/** The paths of the feeds that tell of these moves: a channel's own tells what comes into it, and what is revoked in it. */
export function feedsOf(image: string, moves: Move[]): string[] {
  if (moves.length === 0) return [];
  const concerns = (channel: Place) => moves.some(({ before, after }) => after === channel || (after === "revoked" && before === channel));
  const revokes = moves.some(({ after }) => after === "revoked");
  return feedsTouched({ image, movesLatest: concerns("latest"), movesPrev: concerns("prev"), revokes }).map(feedPath);
}
