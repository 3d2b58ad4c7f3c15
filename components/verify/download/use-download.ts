import { useEffect, useRef, useState } from "react";
import type { News, Order, Phase, Target, Wanted } from "./protocol.ts";

export type Running = { phase: Phase; doneBytes: number; totalBytes: number; bytesPerSecond: number };
export type State = { kind: "idle" } | { kind: "running"; progress: Running | null } | Exclude<News, { kind: "progress" }>;

/** One verified download at a time, in a worker that ends with it. */
export function useDownload(wanted: Wanted) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  const end = (last: State) => {
    worker.current?.terminate();
    worker.current = null;
    setState(last);
  };

  const begin = (target: Target, damaged: File | null) => {
    setState({ kind: "running", progress: null });
    const made = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.current = made;
    let first: { phase: Phase; at: number; doneBytes: number } | null = null;
    made.onerror = (event) => end({ kind: "failed", reason: "check-failed", detail: event.message });
    made.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.kind !== "progress") return end(data);
      const at = performance.now();
      // What was there already says nothing about the speed of the network.
      if (first?.phase !== data.phase) first = { phase: data.phase, at, doneBytes: data.doneBytes };
      const bytesPerSecond = (data.doneBytes - first.doneBytes) / Math.max(0.1, (at - first.at) / 1000);
      setState({ kind: "running", progress: { phase: data.phase, doneBytes: data.doneBytes, totalBytes: data.totalBytes, bytesPerSecond } });
    };
    made.postMessage({ kind: "begin", wanted, target, damaged } satisfies Order, []);
  };

  return { state, begin, cancel: () => worker.current?.postMessage({ kind: "cancel" } satisfies Order, []) };
}
