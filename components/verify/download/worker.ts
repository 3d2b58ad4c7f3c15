/// <reference lib="webworker" />
import { blobSource } from "#lib/signing/verify/blob-source.ts";
import { asVerifyError, VerifyError } from "#lib/signing/verify/errors.ts";
import type { PieceList } from "#lib/signing/verify/metalink.ts";
import { checkPieces, rangeOfPiece } from "#lib/signing/verify/pieces.ts";
import { defaultPolicy } from "#lib/signing/verify/policy.ts";
import { readSignedPieces } from "#lib/signing/verify/signed-pieces.ts";
import { fill, type ByteSource } from "#lib/signing/verify/source.ts";
import { transfer, type PieceStore } from "#lib/signing/verify/transfer.ts";
import { readTrust } from "#lib/signing/verify/trust.ts";
import { urlSource } from "#lib/signing/verify/url-source.ts";
import type { SignatureFacts } from "#lib/signing/verify/verdict.ts";
import { openPlace } from "./place.ts";
import type { News, Order, Phase, Wanted } from "./protocol.ts";

const reportEveryMs = 100;
const stopping = new AbortController();
const { signal } = stopping;

const tell = (news: News) => self.postMessage(news, []);

self.onmessage = ({ data }: MessageEvent<Order>) => {
  if (data.kind === "cancel") return stopping.abort();
  make(data).catch((error: unknown) => {
    const { code, message } = asVerifyError(error, "check-failed");
    tell({ kind: "failed", reason: signal.aborted ? "cancelled" : code, detail: message });
  });
};

/** Makes the wanted file: trusts its signed list of pieces, keeps the good pieces that are there, fetches the others. */
async function make({ wanted, target, damaged }: Extract<Order, { kind: "begin" }>): Promise<void> {
  const signatures: SignatureFacts[] = [];
  const list = await readList(wanted, signatures);
  const place = await openPlace(target, wanted.name);
  let isFinished = false;
  try {
    let have = await goodPieces(place.present, list);
    if (damaged) have = await adopt(blobSource(damaged, "byob"), list, have, place.store);
    const keptBytes = have.reduce((sum, isGood, index) => sum + (isGood ? lengthOf(list, index) : 0), 0);
    const source = urlSource(wanted.address, list.sizeBytes);
    const report = await transfer({ list, have, open: (start, end) => source.open(start, end), store: place.store }, { signal, onProgress: progressOf("fetching") });
    const file = await place.finish(list.sizeBytes);
    isFinished = true;
    tell({ kind: "done", report, keptBytes, signatures, file });
  } finally {
    if (!isFinished) await place.release();
  }
}

async function readList(wanted: Wanted, signatures: SignatureFacts[]): Promise<PieceList> {
  const [document, signature, keys] = await Promise.all([fetchBytes(wanted.metalink), fetchBytes(wanted.metalinkSignature), fetchBytes(wanted.keys)]);
  const trust = await readTrust([{ content: keys, origin: "portal" }]);
  const list = await readSignedPieces({ document, signature }, trust, new Date(), defaultPolicy, signatures);
  // A signed list of another build is genuine too; only the name in it tells them apart.
  if (list.fileName !== wanted.name) throw new VerifyError("other-file", `the signed list is of ${list.fileName}`);
  return list;
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const answer = await fetch(address, { signal }).catch((error: unknown) => {
    throw asVerifyError(error, "network-failed");
  });
  if (!answer.ok) throw new VerifyError("network-failed", `${address} answers ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function goodPieces(source: ByteSource, list: PieceList): Promise<boolean[]> {
  if (source.sizeBytes === 0) return list.pieces.map(() => false);
  const { ranges } = await checkPieces(source, list, { signal, onProgress: progressOf("checking") });
  return list.pieces.map((_, index) => !ranges.some(({ start, end }) => rangeOfPiece(list, index).start >= start && rangeOfPiece(list, index).start < end));
}

/** Copies the good pieces of a damaged file that are still missing. */
async function adopt(source: ByteSource, list: PieceList, have: readonly boolean[], store: PieceStore): Promise<boolean[]> {
  const good = await goodPieces(source, list);
  let memory = new ArrayBuffer(list.pieceBytes);
  for (const [index, isGood] of good.entries()) {
    if (!isGood || have[index]) continue;
    signal.throwIfAborted();
    const { start, end } = rangeOfPiece(list, index);
    const reader = source.open(start, end);
    const bytes = await fill(reader, memory, end - start);
    memory = bytes.buffer;
    await reader.close();
    await store.write(start, bytes);
  }
  return good.map((isGood, index) => isGood || have[index] === true);
}

function lengthOf(list: PieceList, index: number): number {
  const { start, end } = rangeOfPiece(list, index);
  return end - start;
}

function progressOf(phase: Phase): (doneBytes: number, totalBytes: number) => void {
  let lastAt = 0;
  return (doneBytes, totalBytes) => {
    const now = performance.now();
    if (now - lastAt < reportEveryMs && doneBytes < totalBytes) return;
    lastAt = now;
    tell({ kind: "progress", phase, doneBytes, totalBytes });
  };
}
