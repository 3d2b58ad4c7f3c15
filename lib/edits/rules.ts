import { reasonText, supports } from "#lib/flavors/rules.ts";
import type { CapabilityRules, FamilyTraits, ImageTraits } from "#lib/flavors/schema.ts";
import type { CellChange, EditEntry, Effect, FieldChange, Meantime, Value, Values } from "./schema.ts";

/** Whether two values of a field say the same. */
export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** The fields in which two states differ, in the order of `after`. A field that one of them lacks counts as empty there. */
export function changesBetween(before: Values, after: Values): FieldChange[] {
  return Object.keys(after)
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

type Sides = {
  /** What stood when the form was opened; null where nobody knows any more. */
  base: Values | null;
  mine: Values;
  now: Values;
};

/** What is typed, put on top of what others have saved: what the sender has left as it was follows the others. */
export function mergeOnto({ base, mine, now }: Sides): Values {
  const merged = Object.keys(mine).map((field) => [field, base && isSame(mine[field], base[field]) ? now[field] : mine[field]]);
  return { ...now, ...(Object.fromEntries(merged) as Values) };
}

/** What others have changed since a form was opened, with who did it last; `edits` are those since then, newest first. */
export function meantimeOf({ base, mine, now }: Sides, edits: Pick<EditEntry, "at" | "by" | "changes">[]): Meantime[] {
  return changesBetween(base ?? mine, now).map(({ field, after }) => {
    const edit = edits.find(({ changes }) => changes.some((change) => change.field === field));
    return { field, now: after, by: edit?.by ?? null, at: edit?.at.toISOString() ?? null };
  });
}

/** What the answers of the image/flavor table come from. */
export type TableState = CapabilityRules & { images: (ImageTraits & { name: string })[]; families: (FamilyTraits & { name: string })[] };

/** The list with `changed` in place of the one of its name, or at the end. */
export function putByName<One extends { name: string }>(list: One[], changed: One): One[] {
  return list.some(({ name }) => name === changed.name) ? list.map((one) => (one.name === changed.name ? { ...one, ...changed } : one)) : [...list, changed];
}

/**
 * Which answers of the image/flavor table change from yes to no and from no to yes, by the same rules that compute the table.
 * An image or family that is new counts as no until now. `inLatest` names the images with a build in `latest`.
 */
export function effectBetween(before: TableState, after: TableState, inLatest: ReadonlySet<string>): Effect {
  const images = new Map(before.images.map((image) => [image.name, image]));
  const families = new Map(before.families.map((family) => [family.name, family]));
  const losses: CellChange[] = [];
  const gains: CellChange[] = [];
  for (const image of after.images) {
    for (const family of after.families) {
      const [oldImage, oldFamily] = [images.get(image.name), families.get(family.name)];
      if (oldImage === image && oldFamily === family && before.capabilities === after.capabilities) continue;
      const was = oldImage && oldFamily ? supports(oldImage, oldFamily, before) : null;
      const is = supports(image, family, after);
      const cell = (reasons: Parameters<typeof reasonText>[0][]) => ({ image: image.name, family: family.name, reasons: reasons.map(reasonText) });
      if (was?.ok && !is.ok) losses.push(cell(is.reasons));
      if (!was?.ok && is.ok) gains.push(cell(was?.reasons ?? []));
    }
  }
  return { losses, gains, lossesInLatest: losses.filter(({ image }) => inLatest.has(image)).length };
}

/** The sum of the bits of capabilities that are named by their keys. */
export function maskOfKeys(keys: string[], capabilities: { key: string; bit: number }[]): number {
  return capabilities.reduce((mask, { key, bit }) => (keys.includes(key) ? mask | (1 << bit) : mask), 0);
}

/** The keys of the capabilities in a mask, sorted. */
export function keysOfMask(mask: number, capabilities: { key: string; bit: number }[]): string[] {
  return capabilities.filter(({ bit }) => mask & (1 << bit)).map(({ key }) => key).sort();
}

/** A day of the database as forms write it. */
export function toDay(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null;
}

/** A day of a form as the database takes it. */
export function fromDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
