import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import { isPublishedFile, reservationOf, type Reservation } from "#lib/signing/verify/build-claim.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import { verdictOf, type Verdict, type Way } from "#lib/signing/verify/verdict.ts";
import type { Prepared } from "./prepare.ts";
import { supervise, type Progress } from "./supervise.ts";
import { makeTurns } from "./turns.ts";

/** One check to be made. */
export type Order = {
  name: string;
  prepare: (signal: AbortSignal) => Promise<Prepared>;
  keys: KeyFile[];
  way: Way;
  signal: AbortSignal;
  onBegin: () => void;
  onProgress: (progress: Progress) => void;
};

/** How a check ended. */
export type Outcome = {
  verdict: Verdict;
  /** Known only when the verdict proves that the file is this one. */
  published: IdentifiedFile | null;
  /** Speaks against relying on a good verdict as it stands. */
  reservation: Reservation | null;
};

const inTurn = makeTurns(1);

/** Checks one file when those before it are done, and says how it ended; never throws. Who is cancelled in line never begins. */
export async function checkInTurn(order: Order): Promise<Outcome> {
  try {
    return await inTurn(order.signal, () => check(order));
  } catch (error) {
    const facts = { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: 0, detail: String(error) };
    return { verdict: verdictOf(order.signal.aborted ? "cancelled" : "unreadable-file", facts), published: null, reservation: null };
  }
}

async function check({ prepare, keys, way, signal, onBegin, onProgress }: Order): Promise<Outcome> {
  onBegin();
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
}
