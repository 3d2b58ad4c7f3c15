import { verdictOf, type Verdict } from "#lib/signing/verify/verdict.ts";
import { openWorker } from "./open-worker.ts";
import type { Assignment, Report } from "./protocol.ts";

/** A check that has not read a byte for so long is stuck; the streams of files have been seen to. */
const stuckMs = 10_000;
/** Slices do not get stuck, but a disk may sleep. */
const stuckSlicesMs = 120_000;

export type Progress = { doneBytes: number; totalBytes: number; /** since the first byte was asked for */ elapsedMs: number };
export type Supervised = { verdict: Promise<Verdict>; cancel: () => void };

let waiting: Worker | null = null;

/** Loads the program of a check before somebody asks for one: it is larger than the page. */
export function warmUp(): void {
  if (waiting) return;
  const worker = openWorker();
  waiting = worker;
  // Without network the program may come later, for the check itself.
  worker.onerror = () => {
    if (waiting === worker) waiting = null;
  };
}

function takeWorker(): Worker {
  const worker = waiting ?? openWorker();
  waiting = null;
  return worker;
}

/**
 * Runs one check in a worker of its own, which is ended with it: a worker that is used again keeps the memory of all before.
 * When it gets stuck, another one begins anew and reads in slices.
 */
export function supervise(assignment: Assignment, onProgress: (progress: Progress) => void): Supervised {
  const sizeBytes = assignment.subject.kind === "file" ? assignment.subject.file.size : assignment.subject.sizeBytes;
  const facts = { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes, detail: null };
  let end: (verdict: Verdict) => void = () => undefined;
  let stop: () => void = () => undefined;
  const verdict = new Promise<Verdict>((resolve) => (end = resolve));

  const start = (reading: Assignment["reading"]) => {
    const worker = takeWorker();
    const startedAt = performance.now();
    let watch: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(isStuck, reading === "byob" ? stuckMs : stuckSlicesMs);
    };
    const isStuck = () => {
      stop();
      if (reading === "byob") start("slices");
      else end(verdictOf("unreadable-file", { ...facts, detail: "no byte was read for too long" }));
    };
    stop = () => {
      clearTimeout(watch);
      worker.terminate();
    };
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      wait();
      if (data.kind === "progress") return onProgress({ ...data, elapsedMs: performance.now() - startedAt });
      stop();
      end(data.verdict);
    };
    worker.onerror = (event) => {
      stop();
      end(verdictOf("check-failed", { ...facts, detail: event.message }));
    };
    worker.postMessage({ ...assignment, reading }, []);
    wait();
  };
  start(assignment.reading);
  return {
    verdict,
    cancel: () => {
      stop();
      end(verdictOf("cancelled", facts));
    },
  };
}
