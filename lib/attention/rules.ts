import { isDiskLow } from "#lib/capacity/rules.ts";
import type { Capacity } from "#lib/capacity/schema.ts";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";
import type { WaitingBuild } from "#lib/channels/schema.ts";
import type { PublishedKey } from "#lib/keys/schema.ts";
import type { WorkerRow, Workload } from "#lib/workload/schema.ts";
import type { FailedBuild, FailedRegistration, FailingCloud, Matter, MatterKind, OpenFinding, StaleImage } from "./schema.ts";

/** What decides whether anything needs a person. */
export type AttentionFacts = {
  failed: FailedBuild[];
  waiting: WaitingBuild[];
  requests: PromotionRequestRow[];
  stale: StaleImage[];
  keys: PublishedKey[];
  findings: OpenFinding[];
  clouds: FailingCloud[];
  registrations: FailedRegistration[];
  workload: Pick<Workload, "workers" | "queuedCount">;
  capacity: Pick<Capacity, "disk" | "fullOn">;
};

/** A key's end is told so long before: time for a successor, which must be public for a week before it may sign. */
export const keyNoticeDays = 60;

// What stops the factory or breaks a promise to customers stands first, what can wait a week last.
const order: Record<MatterKind, number> = {
  "no-signing-key": 0,
  "no-worker": 1,
  "disk-low": 2,
  "cloud-finding": 3,
  "cloud-failing": 4,
  "failed-build": 5,
  "registration-failed": 6,
  "promotion-request": 7,
  "waiting-build": 8,
  "stale-image": 9,
  "key-expires": 10,
  "worker-gone": 11,
};

/** Everything that needs a person, the most urgent first, and among equals what has waited longest. An image has one row for its builds: the one that mends it. */
export function mattersOf(facts: AttentionFacts, now: Date): Matter[] {
  const matters = [...keyMatters(facts.keys, now), ...workerMatters(facts.workload), ...diskMatters(facts.capacity, now), ...cloudMatters(facts), ...buildMatters(facts)];
  return matters.toSorted((one, other) => order[one.kind] - order[other.kind] || timeOf(one) - timeOf(other));
}

const timeOf = ({ at }: Matter) => at?.getTime() ?? 0;
const anchor = (...parts: string[]) => parts.join("-").replaceAll(/[^A-Za-z0-9._-]/g, "-");

function buildMatters({ failed, waiting, requests, stale }: AttentionFacts): Matter[] {
  const asked = new Set(requests.map(({ image }) => image));
  const open = waiting.filter(({ image }) => !asked.has(image));
  const isStale = new Set(stale.map(({ image }) => image));
  const isNamed = new Set([...asked, ...failed.map(({ image }) => image), ...open.map(({ image }) => image)]);
  return [
    ...failed.map((build): Matter => ({ ...build, kind: "failed-build", id: anchor("failed", build.image), at: build.finishedAt, isStale: isStale.has(build.image) })),
    ...requests.map((request): Matter => ({ kind: "promotion-request", id: anchor("request", request.image), at: request.requestedAt, request })),
    ...open.map((build): Matter => ({ ...build, kind: "waiting-build", id: anchor("waiting", build.image), at: build.publishedAt, isStale: isStale.has(build.image) })),
    ...stale.filter(({ image }) => !isNamed.has(image)).map((image): Matter => ({ ...image, kind: "stale-image", id: anchor("stale", image.image), at: image.since })),
  ];
}

function cloudMatters({ findings, clouds, registrations }: AttentionFacts): Matter[] {
  return [
    ...findings.map((finding): Matter => ({ ...finding, kind: "cloud-finding", id: anchor("finding", finding.cloud, finding.image, finding.finding), at: finding.foundAt })),
    ...clouds.map((cloud): Matter => ({ ...cloud, kind: "cloud-failing", id: anchor("cloud", cloud.cloud), at: cloud.since })),
    ...registrations.map((row): Matter => ({ ...row, kind: "registration-failed", id: anchor("registration", row.cloud, row.image, row.version), at: row.since })),
  ];
}

function keyMatters(keys: readonly PublishedKey[], now: Date): Matter[] {
  const active = keys.find(({ standing }) => standing === "active");
  if (!active) return [{ kind: "no-signing-key", id: "no-signing-key", at: keys[0]?.validUntil ?? null }];
  const { fingerprint, validUntil } = active;
  if (!validUntil || validUntil.getTime() - now.getTime() > keyNoticeDays * 86_400_000) return [];
  return [{ kind: "key-expires", id: "key-expires", at: validUntil, fingerprint, successor: keys.find(({ standing }) => standing === "planned")?.fingerprint ?? null }];
}

function workerMatters({ workers, queuedCount }: AttentionFacts["workload"]): Matter[] {
  const living = workers.filter(({ isLost }) => !isLost);
  const able = living.filter(({ capabilities }) => capabilities.kinds.length > 0);
  const gone = workers.filter((worker) => worker.isLost && !living.some((other) => succeeds(other, worker)));
  const matters = gone.map(({ id, name, heartbeatAt, build }): Matter => ({ kind: "worker-gone", id: anchor("worker", id), at: heartbeatAt, name, build }));
  if (able.length === 0) matters.push({ kind: "no-worker", id: "no-worker", at: null, queuedCount, reason: living[0]?.capabilities.reason ?? null });
  return matters;
}

// A worker that was started again on the same machine has taken the place of the one that was lost there.
const succeeds = (other: WorkerRow, { hostName, heartbeatAt }: WorkerRow) => other.hostName === hostName && other.startedAt > heartbeatAt;

function diskMatters(capacity: AttentionFacts["capacity"], now: Date): Matter[] {
  const { disk, fullOn } = capacity;
  return disk && isDiskLow(capacity, now) ? [{ kind: "disk-low", id: "disk-low", at: null, ...disk, fullOn }] : [];
}
