type Kept = { value: Promise<unknown>; madeAt: number };
type Shelf = { isOpen: boolean; values: Map<string, Kept>; /** What no news concerns. */ lasting: Map<string, Kept>; emptyOthers: () => void };

// Next loads its server code in several bundles, and the front is outside of them all: they share one shelf.
const shared = globalThis as typeof globalThis & { imageFactoryKept?: Shelf };
const shelf = (): Shelf => (shared.imageFactoryKept ??= { isOpen: false, values: new Map(), lasting: new Map(), emptyOthers: () => undefined });

// As long as a page is kept: ages ("stale", "last 30 days") stay honest, and lost news does no lasting harm.
const longestMs = 60_000;

/**
 * What `make` gives, made once until the catalog changes. Only a process that hears of changes keeps anything; everywhere
 * else (worker, tests, commands) this just calls `make`. A failure is not kept.
 */
export function keptUntilNews<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
  return keptOn(shelf().values, key, make);
}

/**
 * What `make` gives, made once a minute whatever changes in the catalog: for figures that no news announces (downloads), with
 * which kept pages are behind in any case.
 */
export function keptForAMinute<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
  return keptOn(shelf().lasting, key, make);
}

function keptOn<Value>(values: Map<string, Kept>, key: string, make: () => Promise<Value>): Promise<Value> {
  if (!shelf().isOpen) return make();
  const known = values.get(key);
  if (known && Date.now() - known.madeAt < longestMs) return known.value as Promise<Value>;
  const value = make();
  const kept: Kept = { value, madeAt: Date.now() };
  values.set(key, kept);
  value.catch(() => {
    if (values.get(key) === kept) values.delete(key);
  });
  return value;
}

/** From now on this process keeps values: it hears of every change and calls {@link forgetKept}, which calls `emptyOthers` too. */
export function beginKeeping(emptyOthers: () => void): void {
  Object.assign(shelf(), { isOpen: true, emptyOthers });
}

/**
 * The catalog has changed: forget everything. What is being made at this moment from older rows still reaches those who wait
 * for it, and nobody after them. Whoever changed something in this process calls it too: the database's word that reaches
 * all processes may come after the answer.
 */
export function forgetKept(): void {
  shelf().values.clear();
  shelf().emptyOthers();
}
