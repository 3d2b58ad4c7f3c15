import { rotate, type Assignment } from "#lib/channels/rules.ts";
import type { ChannelSpan } from "./schema.ts";

/** A promotion or a revocation of a build, by its version. */
export type ChannelAct = { at: Date; version: string };

/**
 * When the build `version` held a channel: replays the promotions and revocations of its image, in the order in which they
 * happened. A revocation takes its build out of its channel and puts nothing in its place.
 */
export function channelSpans(version: string, promotions: ChannelAct[], revocations: ChannelAct[]): ChannelSpan[] {
  const acts = [...promotions.map((act) => ({ ...act, isPromotion: true })), ...revocations.map((act) => ({ ...act, isPromotion: false }))];
  const spans: ChannelSpan[] = [];
  let held: Assignment = { latest: null, prev: null };
  for (const act of acts.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const without = (build: string | null) => (build === act.version ? null : build);
    held = act.isPromotion ? rotate(held, act.version) : { latest: without(held.latest), prev: without(held.prev) };
    const channel = held.latest === version ? "latest" : held.prev === version ? "prev" : null;
    const open = spans.at(-1);
    if (open?.until === null && open.channel === channel) continue;
    if (open?.until === null) open.until = act.at;
    if (channel) spans.push({ channel, from: act.at, until: null });
  }
  return spans;
}
