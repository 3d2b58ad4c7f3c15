import { asVerifyError, VerifyError } from "./errors.ts";
import type { PieceList } from "./metalink.ts";
import { isPiece, rangeOfPiece } from "./pieces.ts";
import { fill, type ByteReader, type Observer } from "./source.ts";

/** Where good pieces go. `bytes` is only lent: its memory is used again. */
export type PieceStore = { write(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> };

export type TransferRequest = {
  list: PieceList;
  /** Which pieces are there and good already. */
  have: readonly boolean[];
  /** Reads bytes of the file where it is published, from `start` up to, not including, `end`. */
  open: (start: number, end: number) => ByteReader;
  store: PieceStore;
  /** Waits before the next attempt after a network cut; the argument counts the cuts in a row, from 1. */
  pause?: (cuts: number) => Promise<void>;
};

/** What it took. */
export type TransferReport = {
  /** Bytes that came over the network, those of bad pieces and of pieces that were cut off included. */
  fetchedBytes: number;
  /** Pieces that arrived damaged and were fetched again, by number. */
  refetched: number[];
  /** How often the network was cut. */
  cuts: number;
};

/** So often one piece is fetched before its source is taken to be damaged itself. */
const mostAttempts = 4;
/** So many cuts in a row, with no good piece between them, end a transfer. */
const mostCuts = 8;

const longestSilenceMs = 30_000;

const pauseMs = (cuts: number) => Math.min(250 * 2 ** (cuts - 1), 15_000);
const pauseLonger = (cuts: number) => new Promise<void>((done) => setTimeout(done, pauseMs(cuts)));

/**
 * Fetches the pieces that are missing and writes each one only after its hash was found in the signed list. A cut costs the
 * piece that was on its way and no other; a piece that arrives damaged is fetched again alone. Throws `VerifyError`
 * `network-failed` when nothing comes any more, `damaged` when the source itself differs from what was signed.
 */
export async function transfer({ list, have, open, store, pause = pauseLonger }: TransferRequest, { onProgress, signal }: Observer = {}): Promise<TransferReport> {
  const good = list.pieces.map((_, index) => have[index] === true);
  const attempts = list.pieces.map(() => 0);
  const report: TransferReport = { fetchedBytes: 0, refetched: [], cuts: 0 };
  let memory = new ArrayBuffer(list.pieceBytes);
  let goodBytes = good.reduce((sum, isGood, index) => sum + (isGood ? lengthOf(list, index) : 0), 0);
  let cutsInARow = 0;
  onProgress?.(goodBytes, list.sizeBytes);

  const accept = async (index: number, bytes: Uint8Array<ArrayBuffer>) => {
    await store.write(rangeOfPiece(list, index).start, bytes);
    good[index] = true;
    goodBytes += bytes.length;
    cutsInARow = 0;
    onProgress?.(goodBytes, list.sizeBytes);
  };

  const fetchRun = async (first: number, last: number) => {
    const reader = impatient(open(rangeOfPiece(list, first).start, rangeOfPiece(list, last).end), (count) => (report.fetchedBytes += count));
    try {
      for (let index = first; index <= last; index += 1) {
        const bytes = await fill(reader, memory, lengthOf(list, index));
        memory = bytes.buffer;
        signal?.throwIfAborted();
        if (bytes.length < lengthOf(list, index)) throw new VerifyError("network-failed", `the answer ended ${lengthOf(list, index) - bytes.length} bytes early`);
        if (await isPiece(list, index, bytes)) await accept(index, bytes);
        else if ((attempts[index] = (attempts[index] ?? 0) + 1) >= mostAttempts) throw new VerifyError("damaged", `piece ${index} differs from the signed one each time it is fetched`);
        else report.refetched.push(index);
      }
    } finally {
      await reader.close().catch(() => undefined);
    }
  };

  for (let first = good.indexOf(false); first !== -1; first = good.indexOf(false)) {
    signal?.throwIfAborted();
    const next = good.indexOf(true, first);
    try {
      await fetchRun(first, (next === -1 ? good.length : next) - 1);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = asVerifyError(error, "network-failed");
      if (failure.code !== "network-failed") throw failure;
      report.cuts += 1;
      if (++cutsInARow >= mostCuts) throw failure;
      await pause(cutsInARow);
    }
  }
  return report;
}

/** Counts what comes, and takes a connection that gives nothing for too long as cut. */
function impatient(reader: ByteReader, onBytes: (count: number) => void): ByteReader {
  const read = async (into: Uint8Array<ArrayBuffer>) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stall = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new VerifyError("network-failed", `nothing came for ${longestSilenceMs / 1000} s`)), longestSilenceMs);
    });
    try {
      const bytes = await Promise.race([reader.read(into), stall]);
      onBytes(bytes.length);
      return bytes;
    } finally {
      clearTimeout(timer);
    }
  };
  return { read, close: () => reader.close() };
}

function lengthOf(list: PieceList, index: number): number {
  const { start, end } = rangeOfPiece(list, index);
  return end - start;
}
