const quietMs = 60_000;
const mostKeys = 1_000;

type Said = { at: number; unsaid: number };
const said = new Map<string, Said>();

/**
 * How many failures the row that is due now stands for: the present one and those since the last row; 0 while one was written
 * within the last minute. Nothing that a stranger repeats can fill the audit so. In memory, for one web process.
 */
export function failuresToSay(key: string, now = Date.now()): number {
  const last = said.get(key);
  if (last && now - last.at < quietMs) {
    last.unsaid += 1;
    return 0;
  }
  said.delete(key);
  said.set(key, { at: now, unsaid: 0 });
  const oldest = said.keys().next();
  if (said.size > mostKeys && !oldest.done) said.delete(oldest.value);
  return 1 + (last?.unsaid ?? 0);
}
