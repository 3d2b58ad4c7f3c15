import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** The lock is held by a living process already. */
export class AlreadyRunning extends Error {
  readonly processId: number;

  constructor(processId: number) {
    super(`The image factory of this data folder is running already (process ${processId}). End that one first, or set DATA_DIR and PORT for a second factory.`);
    this.name = "AlreadyRunning";
    this.processId = processId;
  }
}

/**
 * Takes the lock file `path`, which holds process id and start time of its owner; a lock whose owner is gone is taken
 * over. Returns what gives it back. Throws {@link AlreadyRunning}.
 */
export function takeLock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      const file = openSync(path, "wx", 0o644);
      writeSync(file, JSON.stringify({ processId: process.pid, startedAt: startTime(process.pid) }));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 3) throw error;
      const owner = readOwner(path);
      if (owner && owner.startedAt !== null && startTime(owner.processId) === owner.startedAt) throw new AlreadyRunning(owner.processId);
      rmSync(path, { force: true });
    }
  }
}

function readOwner(path: string): { processId: number; startedAt: string | null } | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { processId: number; startedAt: string | null };
  } catch {
    return null;
  }
}

/** When a process was started, in clock ticks since boot (proc(5), field 22); tells it from a later one with the same id. */
export function startTime(processId: number): string | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
