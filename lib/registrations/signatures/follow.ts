import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "#lib/errors.ts";
import type { FollowedLink, SignatureLink } from "./schema.ts";

/** A detached signature has some hundred bytes; whatever is larger is none. */
const mostBytes = 64 * 1024;
const linksAtOnce = 4;
// Every armored text begins so (RFC 9580 §6.2). What is asked for begins behind it: only a download from its first byte on is
// counted, and nobody downloads here.
const firstBytes = Buffer.from("-----BEGIN");
/** When so many links in a row find nobody at all, the rest waits for the next round. */
const mostUnreachable = 8;

export type Following = { timeoutMs: number; attempts: number; pauseMs: number; signal?: AbortSignal };
export const usualFollowing: Following = { timeoutMs: 15_000, attempts: 3, pauseMs: 3_000 };

/**
 * Follows the links as a customer would, a few at a time; a portal that is just being started again is asked once more. Links
 * that are not in the answer were not followed: the portal is out of reach, or `signal` aborted.
 */
export async function followLinks(links: SignatureLink[], how: Following = usualFollowing): Promise<FollowedLink[]> {
  const waiting = [...links];
  const followed: FollowedLink[] = [];
  let unreachable = 0;
  const lane = async () => {
    for (let link = waiting.shift(); link && !how.signal?.aborted && unreachable < mostUnreachable; link = waiting.shift()) {
      const { failure, wasReached } = await follow(link, how);
      unreachable = wasReached ? 0 : unreachable + 1;
      followed.push({ ...link, failure });
    }
  };
  await Promise.all(Array.from({ length: linksAtOnce }, lane));
  // When everything ends, the portal beside this process does so too: that says nothing about its links.
  return how.signal?.aborted ? followed.filter(({ failure }) => failure === null) : followed;
}

/** `failure` is null when the link leads to the signature that was made, else what is wrong. */
type Followed = { failure: string | null; wasReached: boolean };

async function follow({ url, sha256 }: SignatureLink, { timeoutMs, attempts, pauseMs, signal }: Following): Promise<Followed> {
  for (let attempt = 1; ; attempt += 1) {
    const followed = await once(url, sha256, timeoutMs);
    if (followed.failure === null || attempt >= attempts || signal?.aborted) return followed;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function once(url: string, sha256: string, timeoutMs: number): Promise<Followed> {
  const reached = (failure: string | null): Followed => ({ failure, wasReached: true });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { range: `bytes=${firstBytes.length}-`, "accept-encoding": "identity", "cache-control": "no-cache" } });
    if (!response.ok) {
      await response.body?.cancel();
      return reached(`the link to its signature answers ${response.status}.`);
    }
    if (Number(response.headers.get("content-length") ?? 0) > mostBytes) {
      await response.body?.cancel();
      return reached("the link to its signature leads to something else.");
    }
    const rest = Buffer.from(await response.arrayBuffer());
    const bytes = response.status === 206 ? Buffer.concat([firstBytes, rest]) : rest;
    return reached(createHash("sha256").update(bytes).digest("hex") === sha256 ? null : "the link to its signature leads to something else.");
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { wasReached: false, failure: isLate ? `the link to its signature does not answer within ${timeoutMs / 1000} s.` : `the link to its signature cannot be followed (${messageOf(cause)}).` };
  }
}
