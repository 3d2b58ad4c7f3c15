import type { ExpectedStart } from "./schema.ts";

/** A worker as the queue sees it: what it can build, and from when on. `freeAt` null: it is busy and nobody knows for how long. */
export type Slot = { kinds: readonly string[]; freeAt: Date | null };

/** A build that waits: what its image demands of a worker, and how long it should take, in milliseconds. */
export type Waiting = { firmware: string; usualMs: number | null };

/** When a build that began at `startedAt` should end; at once when it is late already, null when nobody knows. */
export function expectedEnd(startedAt: Date | null, usualMs: number | null, now: Date): Date | null {
  if (!startedAt || usualMs === null) return null;
  return new Date(Math.max(now.getTime(), startedAt.getTime() + usualMs));
}

/**
 * When each waiting build should begin: the first takes the worker that can build it and is free soonest, and so on. One
 * worker runs one build at a time. `waiting` is in the order of the queue. What the queue does not know, the forecast does
 * not either: behind a build of unknown length everything is unknown, unless another worker comes free before.
 */
export function expectedStarts(slots: readonly Slot[], waiting: readonly Waiting[], now: Date): ExpectedStart[] {
  const free = slots.map(({ kinds, freeAt }) => ({ kinds, at: freeAt ? Math.max(freeAt.getTime(), now.getTime()) : Infinity }));
  return waiting.map(({ firmware, usualMs }) => {
    const able = free.filter(({ kinds }) => kinds.some((kind) => kind.endsWith(`-${firmware}`)));
    const first = able.toSorted((one, other) => one.at - other.at)[0];
    if (!first) return "no-worker";
    if (first.at === Infinity) return "unknown";
    const at = new Date(first.at);
    first.at = usualMs === null ? Infinity : first.at + usualMs;
    return { at };
  });
}
