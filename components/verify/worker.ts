/// <reference lib="webworker" />
import { blobSource } from "#lib/signing/verify/blob-source.ts";
import { urlSource } from "#lib/signing/verify/url-source.ts";
import { verifyFile } from "#lib/signing/verify/verify.ts";
import type { Assignment, Report } from "./protocol.ts";

/** As often as a person reads figures; painting them takes time from the check. */
const reportEveryMs = 250;

const tell = (report: Report) => self.postMessage(report, []);

self.onmessage = async ({ data: { subject, reading, ...request } }: MessageEvent<Assignment>) => {
  const source = subject.kind === "file" ? blobSource(subject.file, reading) : urlSource(subject.address, subject.sizeBytes);
  let lastAt = 0;
  const onProgress = (doneBytes: number, totalBytes: number) => {
    const now = performance.now();
    if (now - lastAt < reportEveryMs) return;
    lastAt = now;
    tell({ kind: "progress", doneBytes, totalBytes });
  };
  tell({ kind: "verdict", verdict: await verifyFile({ ...request, file: { name: subject.name, source } }, { onProgress }) });
};
