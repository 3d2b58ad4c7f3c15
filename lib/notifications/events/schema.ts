// Without zod, so that a form in the browser can name the events and load no more than that.

/** What can be told, with its name in a message (`type`) and what a person reads of it. */
export const eventKinds = {
  build_failed: { type: "build.failed", title: "A build has failed" },
  build_published: { type: "build.published", title: "A build is published" },
  promoted: { type: "build.promoted", title: "A build has become latest" },
  rolled_back: { type: "build.rolled-back", title: "Latest was rolled back" },
  revoked: { type: "build.revoked", title: "A build was revoked" },
  key_expires: { type: "key.expires-soon", title: "A signing key expires soon" },
  worker_gone: { type: "worker.gone", title: "A worker is gone" },
  invariant_broken: { type: "cloud.invariant-broken", title: "A promise is broken in a cloud" },
  schedule_paused: { type: "schedule.paused", title: "Scheduled builds were paused" },
} as const;
export type EventKind = keyof typeof eventKinds;
export const eventNames = Object.keys(eventKinds) as EventKind[];
export const testEvent = { type: "test", title: "A test" } as const;
