import { startTransition, useEffect, useRef, useState } from "react";
import type { TrustedKey } from "#lib/keys/schema.ts";
import type { Bundle } from "#lib/signing/verify/beside.ts";
import { isPublishedFile, reservationOf, type Reservation } from "#lib/signing/verify/build-claim.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import { verdictOf, type Verdict, type Way } from "#lib/signing/verify/verdict.ts";
import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import { collect } from "./collect.ts";
import { prepareFile, prepareLink, type Prepared } from "./prepare.ts";
import { supervise, warmUp, type Progress } from "./supervise.ts";

/** One check as the page shows it. */
export type Job = {
  id: number;
  name: string;
  progress: Progress | null;
  verdict: Verdict | null;
  /** Known only when the verdict proves that the file is this one. */
  published: IdentifiedFile | null;
  /** Speaks against relying on a good verdict as it stands. */
  reservation: Reservation | null;
  cancel: () => void;
};

type Start = { name: string; prepare: (signal: AbortSignal) => Promise<Prepared>; keys: KeyFile[] };

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

  const begin = ({ name, prepare, keys }: Start) => {
    const id = (lastId.current += 1);
    const stopping = new AbortController();
    // A transition is rendered piece by piece between other work: nobody's typing waits for a card with many facts.
    const change = (part: Partial<Job>) => startTransition(() => setJobs((all) => all.map((job) => (job.id === id ? { ...job, ...part } : job))));
    setJobs((all) => [{ id, name, progress: null, verdict: null, published: null, reservation: null, cancel: () => stopping.abort() }, ...all]);
    const encoder = new TextEncoder();
    const trusted = portalKeys.map(({ armored, isRevoked }): KeyFile => ({ content: encoder.encode(armored), origin: "portal", isRevoked }));
    void run({ prepare, keys: [...trusted, ...keys], way, signal: stopping.signal, onProgress: (progress) => change({ progress }) }).then(change);
  };

  return {
    jobs,
    beginFiles: async (files: readonly File[]) => {
      const { bundles, keys } = await collect(files);
      for (const one of bundles.toReversed()) begin({ name: one.file.name, prepare: (signal) => prepareFile(one as Bundle<File>, hasPortal, signal), keys });
    },
    /** The answer's status when there is no file at the address; null when its check has begun. */
    beginLink: async (address: URL): Promise<number | null> => {
      const prepared = await prepareLink(address, AbortSignal.timeout(30_000));
      if (typeof prepared === "number") return prepared;
      begin({ name: prepared.subject.name, prepare: async () => prepared, keys: [] });
      return null;
    },
  };
}

type Run = { prepare: Start["prepare"]; keys: KeyFile[]; way: Way; signal: AbortSignal; onProgress: (progress: Progress) => void };

async function run({ prepare, keys, way, signal, onProgress }: Run): Promise<Pick<Job, "verdict" | "published" | "reservation">> {
  try {
    const { subject, evidence, published, isPublishedSignature } = await prepare(signal);
    signal.throwIfAborted();
    const { verdict: pending, cancel } = supervise({ subject, evidence, keys, way, reading: "byob", expectedBytes: published?.sizeBytes ?? null }, onProgress);
    signal.addEventListener("abort", cancel);
    const verdict = await pending;
    return {
      verdict,
      published: published && isPublishedFile(verdict, published.fileName, isPublishedSignature) ? published : null,
      reservation: reservationOf(verdict, subject.name, published?.fileName ?? null, isPublishedSignature),
    };
  } catch (error) {
    const facts = { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: 0, detail: String(error) };
    return { verdict: verdictOf(signal.aborted ? "cancelled" : "unreadable-file", facts), published: null, reservation: null };
  }
}
