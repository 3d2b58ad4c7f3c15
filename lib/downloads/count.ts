import type { DownloadTally } from "./schema.ts";

export type DownloadCounter = {
  /** Counts one finished download; touches memory only. */
  record(artifactId: string): void;
  /** Writes what has been counted; resolves when it stands, or when it failed and is kept for the next time. */
  flush(): Promise<void>;
  /** Ends the timer and writes the rest. */
  close(): Promise<void>;
};

export type DownloadCounterOptions = {
  /** Adds the tallies to what is stored, all or nothing. */
  write: (tallies: DownloadTally[]) => Promise<void>;
  /** Time between two writes. */
  intervalMs?: number;
  onError?: (error: unknown) => void;
  now?: () => Date;
};

/**
 * Counts downloads per artifact and UTC day in memory and writes them in one statement every few seconds, so that a
 * request never waits for it. A process that is killed loses at most one interval.
 */
export function createDownloadCounter({ write, intervalMs = 5_000, onError, now = () => new Date() }: DownloadCounterOptions): DownloadCounter {
  let tallies = new Map<string, DownloadTally>();
  let writing: Promise<void> | null = null;

  const add = (artifactId: string, day: string, count: number) => {
    const key = `${day} ${artifactId}`;
    const tally = tallies.get(key);
    if (tally) tally.count += count;
    else tallies.set(key, { artifactId, day, count });
  };

  const writeOnce = async () => {
    const batch = [...tallies.values()];
    if (batch.length === 0) return;
    tallies = new Map();
    try {
      await write(batch);
    } catch (error) {
      for (const { artifactId, day, count } of batch) add(artifactId, day, count);
      onError?.(error);
    }
  };

  const flush = async () => {
    // A flush that was under way may have begun before the caller's last record.
    await writing;
    writing = writeOnce();
    await writing;
    writing = null;
  };

  const timer = setInterval(() => {
    if (!writing) void flush();
  }, intervalMs);
  timer.unref();

  return {
    record: (artifactId) => add(artifactId, now().toISOString().slice(0, 10), 1),
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
