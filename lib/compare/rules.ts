import type { Package, Repository, TestEvidence } from "#lib/builds/schema.ts";
import type { Choice, Comparison, PackageChanges, RepositoryChange, TestChange } from "./schema.ts";

type Checked = Pick<TestEvidence, "checkId" | "title" | "verdict">;
type Compare = (one: string, other: string) => number;

/**
 * What happened to the packages, by name and architecture. Versions that differ in writing alone (`1.0-0` and `1.0`) are
 * neither newer nor older by `compare`; they count as an upgrade, because something was packed anew.
 */
export function diffPackages(before: Package[], after: Package[], compare: Compare): PackageChanges {
  const keyOf = ({ name, architecture }: Package) => `${name} ${architecture}`;
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const present = new Set(after.map(keyOf));
  const pairs = after.flatMap((now) => {
    const was = old.get(keyOf(now));
    return was ? [{ name: now.name, architecture: now.architecture, source: now.source, before: was.version, after: now.version }] : [];
  });
  const changed = pairs.filter((pair) => pair.before !== pair.after);
  const isOlder = (pair: (typeof pairs)[number]) => compare(pair.after, pair.before) < 0;
  return {
    added: after.filter((one) => !old.has(keyOf(one))),
    removed: before.filter((one) => !present.has(keyOf(one))),
    upgraded: changed.filter((pair) => !isOlder(pair)),
    downgraded: changed.filter(isOlder),
    unchangedCount: pairs.length - changed.length,
  };
}

/** The checks that judged the two builds differently, or only one of them; in the order of the newer test. */
export function diffTests(before: Checked[], after: Checked[]): TestChange[] {
  const old = new Map(before.map((check) => [check.checkId, check]));
  const now = new Set(after.map(({ checkId }) => checkId));
  return [
    ...after.map(({ checkId, title, verdict }) => ({ checkId, title, before: old.get(checkId)?.verdict ?? null, after: verdict })),
    ...before.filter(({ checkId }) => !now.has(checkId)).map(({ checkId, title, verdict }) => ({ checkId, title, before: verdict, after: null })),
  ].filter((change) => change.before !== change.after);
}

/** The repositories that were added or removed or had another state, by address and suite. */
export function diffRepositories(before: Repository[], after: Repository[]): RepositoryChange[] {
  const keyOf = ({ uri, suite }: Repository) => `${uri} ${suite}`;
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Map(after.map((one) => [keyOf(one), one]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const either = is ?? was;
    if (!either || (was && is && was.releaseSha256 === is.releaseSha256 && was.components.join() === is.components.join())) return [];
    const stateOf = (one: Repository | undefined) => (one ? { date: one.date, components: one.components } : null);
    return [{ uri: either.uri, suite: either.suite, before: stateOf(was), after: stateOf(is) }];
  });
}

/** A value that differs, or null when it does not. */
export function diffValue(before: string | null, after: string | null): { before: string | null; after: string | null } | null {
  return before === after ? null : { before, after };
}

/** Do the two builds hold the same, made of the same? Their bytes may differ even so: each build has times of its own in it. */
export function isIdentical({ before, after, packages, tests, origin }: Omit<Comparison, "isIdentical" | "image" | "hasSameBytes">): boolean {
  const { added, removed, upgraded, downgraded } = packages;
  return (
    [added, removed, upgraded, downgraded, tests, origin.repositories].every(({ length }) => length === 0) &&
    origin.recipe === null &&
    origin.builder === null &&
    before.virtualSizeBytes === after.virtualSizeBytes
  );
}

/**
 * What a comparison shows when nobody has chosen: from `prev` to `latest`, else from the build before `latest` (or before
 * the newest) to it; null when there are no two. `choices` begin with the newest.
 */
export function defaultPair(choices: Choice[]): { before: string; after: string } | null {
  const at = Math.max(0, choices.findIndex(({ channel }) => channel === "latest"));
  const present = choices[at]?.version;
  if (present === undefined) return null;
  const older = choices.find(({ channel }) => channel === "prev")?.version ?? choices[at + 1]?.version;
  if (older !== undefined && older !== present) return { before: older, after: present };
  const newer = choices[at - 1]?.version;
  return newer === undefined ? null : { before: present, after: newer };
}
