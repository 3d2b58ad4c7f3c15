"use client";

import { useEffect, useState } from "react";
import { openWorker } from "./open-worker.ts";
import type { Assignment } from "./protocol.ts";

type Props = { scope: string; ready: string };

/** Keeps this page in the browser for use without a network, and says when that is done. */
export function Offline({ scope, ready }: Props) {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    let isLeft = false;
    // Registration needs TLS or localhost; without either, the page works as long as there is a network.
    void keepHere(scope).then(
      () => !isLeft && setIsReady(true),
      () => undefined,
    );
    return () => void (isLeft = true);
  }, [scope]);
  return (
    <p role="status" data-offline={isReady ? "ready" : undefined} className="mt-3 min-h-6 text-sm text-soft">
      {isReady && ready}
    </p>
  );
}

async function keepHere(scope: string): Promise<void> {
  await navigator.serviceWorker.register("/sw.js", { scope });
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await warmUp();
}

/** Lets a worker check nothing: its scripts then come through the service worker, which keeps them. */
function warmUp(): Promise<void> {
  const worker = openWorker();
  const nothing: Assignment = { subject: { kind: "file", name: "", file: new File([], "") }, evidence: { signature: null, pieceList: null }, keys: [], expectedBytes: null, way: "stream", reading: "byob" };
  return new Promise((done, fail) => {
    worker.onmessage = () => {
      worker.terminate();
      done();
    };
    worker.onerror = () => fail(new Error("the worker did not start"));
    worker.postMessage(nothing, []);
  });
}
