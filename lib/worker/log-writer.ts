import { appendLog } from "#lib/runs/mutations.ts";
import { lastLogSequence } from "#lib/runs/data.ts";
import { LeaseLost, type Lease } from "#lib/runs/lease.ts";

const flushAfterMs = 400;
const flushAtCharacters = 32 * 1024;
/** When the database does not answer. */
const againAfterMs = 2_000;
/** A build that writes more than this is cut off in the log, not ended. In characters. */
const longestLog = 32 * 1024 * 1024;

/** The log of one run: lines go in, and reach the database in pieces while the build runs. */
export type LogWriter = {
  line: (text: string) => void;
  /** Resolves once every line so far stands in the database; rejects when one could not be written. */
  written: () => Promise<void>;
  close: () => Promise<void>;
};

// Terminals and web pages should not be at the mercy of what a package's script prints.
// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f]/g;

/**
 * Opens the log of a held build behind what is there already. A piece that the database does not take is offered again
 * until it does; what still waits then surfaces at `written` and `close`.
 */
export async function openLog(lease: Lease): Promise<LogWriter> {
  let sequence = await lastLogSequence(lease.buildId);
  let length = 0;
  let pending = "";
  let refused: { text: string; error: unknown } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const append = async (text: string) => {
    try {
      // A connection that broke may have been answered too late: then the piece stands there already.
      if (!refused || (await lastLogSequence(lease.buildId)) === sequence) await appendLog(lease, sequence + 1, text);
      sequence += 1;
      refused = null;
    } catch (error) {
      refused = { text, error };
    }
  };
  const write = async () => {
    if (refused?.error instanceof LeaseLost) return;
    const text = refused ? refused.text : pending;
    if (!refused) pending = "";
    if (text) await append(text);
    if (refused && !(refused.error instanceof LeaseLost)) timer ??= setTimeout(flush, againAfterMs);
    else if (pending) await write();
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
  };
  const written = async () => {
    flush();
    await writing;
    if (refused) throw refused.error;
  };
  return {
    line: (text) => {
      if (length > longestLog) return;
      length += text.length + 1;
      const stamp = new Date().toISOString().slice(11, 23);
      pending += length > longestLog ? `${stamp} … the log is longer than ${longestLog} characters and ends here\n` : `${stamp} ${text.replace(controlCharacters, "")}\n`;
      if (pending.length > flushAtCharacters && !refused) flush();
      else timer ??= setTimeout(flush, flushAfterMs);
    },
    written,
    close: () => written().finally(() => clearTimeout(timer)),
  };
}
