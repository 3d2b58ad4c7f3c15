/**
 * Lets so many act at once, the others in the order in which they came. One check alone reads as fast as the browser can; several
 * at once would take the memory of all and be no sooner done.
 */
export function makeTurns(atOnce: number): <Result>(signal: AbortSignal, act: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let acting = 0;
  return async (signal, act) => {
    if (acting < atOnce) acting += 1;
    else await turn(signal, waiting);
    try {
      return await act();
    } finally {
      // The turn is handed on as it is; only where nobody waits it comes free.
      const next = waiting.shift();
      if (next) next();
      else acting -= 1;
    }
  };
}

/** Resolves when the turn has come; rejects, and waits no longer, when the signal says so. */
function turn(signal: AbortSignal, waiting: (() => void)[]): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    waiting.push(resolve);
    signal.addEventListener("abort", () => {
      const place = waiting.indexOf(resolve);
      if (place === -1) return;
      waiting.splice(place, 1);
      reject(signal.reason as Error);
    });
  });
}
