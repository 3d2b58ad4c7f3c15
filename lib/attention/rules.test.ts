import { describe, expect, test } from "vitest";
import type { WorkerRow } from "#lib/workload/schema.ts";
import { mattersOf, type AttentionFacts } from "./rules.ts";

const now = new Date("2026-11-26T08:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const gib = 2 ** 30;

const worker = (name: string, changes: Partial<WorkerRow> = {}): WorkerRow => ({ id: name, name, hostName: name, startedAt: ago(2), heartbeatAt: now, isLost: false, build: null, capabilities: { kinds: ["kiwi-uefi"] }, ...changes });
const key = { fingerprint: "A", algorithm: "ed25519", userId: "a", standing: "active" as const, validFrom: ago(300), validUntil: ago(-400) };
const failed = (image: string, days = 1) => ({ buildId: image, image, version: "20261125-1", failedStage: "testing" as const, failureReason: "no login prompt", failureLines: [], finishedAt: ago(days) });
const waiting = (image: string) => ({ buildId: image, image, version: "20261125-1", publishedAt: ago(1), latestVersion: null });
const request = (image: string) => ({ id: image, image, version: "20261125-1", expectedLatestVersion: null, reason: null, requestedBy: "x", requestedAt: ago(1), isOwn: false });
const stale = (image: string) => ({ image, refreshDays: 31, latestVersion: "20261001-1", since: ago(20), canBeBuilt: true });

const well: AttentionFacts = {
  failed: [], waiting: [], requests: [], stale: [], keys: [key], findings: [], clouds: [], registrations: [],
  workload: { workers: [worker("one")], queuedCount: 0 },
  capacity: { disk: { freeBytes: 50 * gib, totalBytes: 100 * gib }, fullOn: null },
};
const kinds = (changes: Partial<AttentionFacts>) => mattersOf({ ...well, ...changes }, now).map(({ kind }) => kind);

test("nothing needs anybody when all is well", () => expect(kinds({})).toEqual([]));

test("what stops the factory stands before what breaks a promise, and that before what can wait", () => {
  const all = mattersOf(
    {
      ...well,
      keys: [],
      workload: { workers: [worker("gone", { isLost: true, heartbeatAt: ago(1) })], queuedCount: 3 },
      capacity: { disk: { freeBytes: gib, totalBytes: 100 * gib }, fullOn: null },
      findings: [{ cloud: "one", image: "I", finding: "no_latest", detail: "", foundAt: ago(1) }],
      clouds: [{ cloud: "two", code: "timeout", message: "", since: ago(1) }],
      failed: [failed("B", 1), failed("A", 2)],
      registrations: [{ cloud: "one", image: "I", version: "20261125-1", error: null, since: ago(1) }],
      requests: [request("C")],
      waiting: [waiting("D")],
      stale: [stale("E")],
    },
    now,
  );
  expect(all.map(({ id }) => id)).toEqual([
    "no-signing-key", "no-worker", "disk-low", "finding-one-I-no_latest", "cloud-two", "failed-A", "failed-B", "registration-one-I-20261125-1", "request-C", "waiting-D", "stale-E", "worker-gone",
  ]);
});

describe("builds of an image", () => {
  test("a promotion that was asked for already does not wait a second time", () => expect(kinds({ waiting: [waiting("A")], requests: [request("A")] })).toEqual(["promotion-request"]));

  test("a stale image is told by the row that mends it", () => {
    const matters = mattersOf({ ...well, stale: [stale("A"), stale("B")], failed: [failed("A"), failed("C")] }, now);
    expect(matters).toMatchObject([{ kind: "failed-build", image: "A", isStale: true }, { kind: "failed-build", image: "C", isStale: false }, { kind: "stale-image", image: "B" }]);
  });
});

describe("signing keys", () => {
  const planned = { ...key, fingerprint: "B", standing: "planned" as const };
  test.each([[61, []], [59, ["key-expires"]]])("one that ends in %i days: %j", (days, expected) => expect(kinds({ keys: [{ ...key, validUntil: ago(-days) }] })).toEqual(expected));
  test("names the successor", () => expect(mattersOf({ ...well, keys: [{ ...key, validUntil: ago(-9) }, planned] }, now)).toMatchObject([{ kind: "key-expires", successor: "B", at: ago(-9) }]));
  test("one without an end needs nobody", () => expect(kinds({ keys: [{ ...key, validUntil: null }] })).toEqual([]));
  test("one whose time is over signs nothing", () => expect(kinds({ keys: [{ ...key, standing: "expired", validUntil: ago(1) }, planned] })).toEqual(["no-signing-key"]));
});

describe("workers", () => {
  const lost = worker("lost", { hostName: "host", isLost: true, heartbeatAt: ago(1) });
  test("one that is gone needs somebody", () => expect(kinds({ workload: { workers: [worker("one"), lost], queuedCount: 0 } })).toEqual(["worker-gone"]));
  test("one that was started again on its machine does not", () => expect(kinds({ workload: { workers: [worker("new", { hostName: "host", startedAt: ago(0.5) }), lost], queuedCount: 0 } })).toEqual([]));
  test("one beside it that lived all the time has not taken its place", () => expect(kinds({ workload: { workers: [worker("old", { hostName: "host" }), lost], queuedCount: 0 } })).toEqual(["worker-gone"]));
  test("those that cannot build say why", () => {
    const unable = worker("unable", { capabilities: { kinds: [], reason: "no qemu" } });
    expect(mattersOf({ ...well, workload: { workers: [unable], queuedCount: 2 } }, now)).toMatchObject([{ kind: "no-worker", reason: "no qemu", queuedCount: 2 }]);
  });
});
