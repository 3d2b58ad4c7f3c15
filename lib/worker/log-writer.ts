import { appendLog } from "#lib/runs/mutations.ts";
import { lastLogSequence } from "#lib/runs/data.ts";
import type { Lease } from "#lib/runs/lease.ts";

const flushAfterMs = 400;
const flushAtCharacters = 32 * 1024;
/** A build that writes more than this is cut off in the log, not ended. In characters. */
const longestLog = 32 * 1024 * 1024;

/** The log of one run: lines go in, and reach the database in pieces while the build runs. */
export type LogWriter = { line: (text: string) => void; close: () => Promise<void> };

// Terminals and web pages should not be at the mercy of what a package's script prints.
// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f]/g;

/** Opens the log of a held build behind what is there already. Write errors surface at `close`. */
export async function openLog(lease: Lease): Promise<LogWriter> {
  let sequence = await lastLogSequence(lease.buildId);
  let written = 0;
  let pending = "";
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!pending) return;
    const text = pending;
    pending = "";
    const number = ++sequence;
    writing = writing.then(() => appendLog(lease, number, text));
    // The failure is kept for close(); this only tells Node that somebody will look at it.
    writing.catch(() => undefined);
  };
  return {
    line: (text) => {
      if (written > longestLog) return;
      written += text.length + 1;
      const stamp = new Date().toISOString().slice(11, 23);
      pending += written > longestLog ? `${stamp} … the log is longer than ${longestLog} characters and ends here\n` : `${stamp} ${text.replace(controlCharacters, "")}\n`;
      if (pending.length > flushAtCharacters) flush();
      else timer ??= setTimeout(flush, flushAfterMs);
    },
    close: async () => {
      flush();
      await writing;
    },
  };
}
