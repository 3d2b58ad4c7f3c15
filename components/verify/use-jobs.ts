import { startTransition, useEffect, useRef, useState } from "react";
import type { TrustedKey } from "#lib/keys/schema.ts";
import type { Bundle } from "#lib/signing/verify/beside.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import type { Way } from "#lib/signing/verify/verdict.ts";
import { checkInTurn, type Order, type Outcome } from "./check.ts";
import { collect } from "./collect.ts";
import { prepareFile, prepareLink } from "./prepare.ts";
import { warmUp, type Progress } from "./supervise.ts";

/** One check as the page shows it. */
export type Job = Omit<Outcome, "verdict"> & {
  id: number;
  name: string;
  progress: Progress | null;
  /** Another check is running; this one is in line. */
  isWaiting: boolean;
  verdict: Outcome["verdict"] | null;
  cancel: () => void;
};

/**
 * The checks of the page, and how to begin new ones. `portalKeys` are the keys that the portal publishes; without a portal
 * behind the page (`hasPortal`) a file counts by what comes with it alone.
 */
export function useJobs({ portalKeys, way, hasPortal }: { portalKeys: readonly TrustedKey[]; way: Way; hasPortal: boolean }) {
  const [jobs, setJobs] = useState<Job[]>([]);
  const lastId = useRef(0);
  const isIdle = jobs.every(({ verdict }) => verdict !== null);
  // A worker for the next check, while none is running whose memory it would share.
  useEffect(() => (isIdle ? warmUp() : undefined), [isIdle]);

  // Begun together they stand in their order, above all before.
  const begin = (starts: Pick<Order, "name" | "prepare" | "keys">[]) => {
    const encoder = new TextEncoder();
    const trusted = portalKeys.map(({ armored, isRevoked }): KeyFile => ({ content: encoder.encode(armored), origin: "portal", isRevoked }));
    const begun = starts.map((start, index) => {
      const id = (lastId.current += 1);
      const stopping = new AbortController();
      // A transition is rendered piece by piece between other work: nobody's typing waits for a card with many facts.
      const change = (part: Partial<Job>) => startTransition(() => setJobs((all) => all.map((job) => (job.id === id ? { ...job, ...part } : job))));
      const isWaiting = index > 0 || !isIdle;
      // Whose turn it is at once needs no change: it was never shown in line.
      const onBegin = () => (isWaiting ? change({ isWaiting: false }) : undefined);
      const order: Order = { ...start, keys: [...trusted, ...start.keys], way, signal: stopping.signal, onBegin, onProgress: (progress) => change({ progress }) };
      const job: Job = { id, name: start.name, progress: null, isWaiting, verdict: null, published: null, reservation: null, cancel: () => stopping.abort() };
      return { job, start: () => void checkInTurn(order).then(change) };
    });
    setJobs((all) => [...begun.map(({ job }) => job), ...all]);
    for (const { start } of begun) start();
  };

  return {
    jobs,
    beginFiles: async (files: readonly File[]) => {
      const { bundles, keys } = await collect(files);
      begin(bundles.map((one) => ({ name: one.file.name, prepare: (signal) => prepareFile(one as Bundle<File>, hasPortal, signal), keys })));
    },
    /** The answer's status when there is no file at the address; null when its check has begun. */
    beginLink: async (address: URL): Promise<number | null> => {
      const prepared = await prepareLink(address, AbortSignal.timeout(30_000));
      if (typeof prepared === "number") return prepared;
      begin([{ name: prepared.subject.name, prepare: async () => prepared, keys: [] }]);
      return null;
    },
  };
}
