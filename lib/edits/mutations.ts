import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import { actionOf, readSince, readTableState } from "./data.ts";
import { changesBetween, effectBetween, meantimeOf, mergeOnto, type TableState } from "./rules.ts";
import type { EditFailure, EditKind, EditOutcome, EditRequest, Effect, Present, Values } from "./schema.ts";

/** How one kind of object is read, checked and written. */
export type Subject<Fields extends Values> = {
  kind: EditKind;
  /** The name by which people know it. */
  name: string;
  read: (tx: Transaction) => Promise<Present<Fields> | null>;
  /** What only the database can tell of the values: messages by field, or null. */
  check?: (tx: Transaction, wanted: Fields, present: Present<Fields> | null) => Promise<Record<string, string[]> | null>;
  /** The image/flavor table as it would be; absent where the edit cannot touch it. */
  change?: (table: TableState, wanted: Fields) => TableState;
};

type Write = (tx: Transaction, edited: { editedAt: Date | null; revision: number; id: string }) => Promise<boolean>;
type Insert = (tx: Transaction, editedAt: Date) => Promise<string | null>;

const confirmFirst = (effect: Effect): EditFailure => ({
  ok: false,
  code: "needs-confirmation",
  message: `Nothing was saved yet: ${effect.lossesInLatest === 1 ? "one answer turns" : `${effect.lossesInLatest} answers turn`} from yes to no for images that have a build in latest. Confirm the number below, then save.`,
  effect,
});
const invalid = (fieldErrors: Record<string, string[]>): EditFailure => ({ ok: false, code: "invalid-input", message: "Check your entries.", fieldErrors });

/** Runs an edit alone: no other edit, and no load of the default catalog, between what it looks at and what it writes. */
async function alone(run: (tx: Transaction) => Promise<EditOutcome>): Promise<EditOutcome> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('default_catalog'))`;
    return run(tx);
  }, { maxWait: 10_000, timeout: 20_000 });
}

async function effectOf<Fields extends Values>(tx: Transaction, { change }: Subject<Fields>, wanted: Fields): Promise<Effect | null> {
  if (!change) return null;
  const { table, inLatest } = await readTableState(tx);
  return effectBetween(table, change(table, wanted), inLatest);
}

/**
 * Looks at an edit, or saves it with its audit row. Refused when somebody else has saved since the form was opened, with what
 * they have changed; and when answers of images in `latest` turn to no, until their number is confirmed.
 */
export async function edit<Fields extends Values>(
  actor: Actor, subject: Subject<Fields>, asked: Fields | ((present: Fields) => Fields), { intent, revision, confirmed = 0 }: EditRequest, write: (wanted: Fields) => Write, act: "edit" | "reset" = "edit",
): Promise<EditOutcome> {
  return alone(async (tx) => {
    const present = await subject.read(tx);
    if (!present) return { ok: false, code: "unknown", message: `There is no ${subject.name}.` };
    const wanted = typeof asked === "function" ? asked(present.values) : asked;
    if (present.revision !== revision) return stale(tx, actor, subject, present, wanted, revision);
    const errors = await subject.check?.(tx, wanted, present);
    if (errors) return invalid(errors);
    const effect = await effectOf(tx, subject, wanted);
    if (intent === "preview") return { ok: true, value: { isSaved: false, revision, effect } };
    if (act === "edit" && changesBetween(present.values, wanted).length === 0) return { ok: false, code: "unchanged", message: "Nothing to save: every field is as it was." };
    if (effect && effect.lossesInLatest > 0 && effect.lossesInLatest !== confirmed) return confirmFirst(effect);
    const isWritten = await write(wanted)(tx, { editedAt: act === "reset" ? null : new Date(), revision, id: present.id });
    if (!isWritten) return stale(tx, actor, subject, present, wanted, revision);
    const sides = { before: { name: subject.name, revision, ...present.values }, after: { name: subject.name, revision: revision + 1, ...wanted } };
    await recordAudit(tx, actor, { action: actionOf(subject.kind, act), objectKind: subject.kind, objectId: present.id, ...sides });
    return { ok: true, value: { isSaved: true, revision: revision + 1, effect } };
  });
}

async function stale<Fields extends Values>(tx: Transaction, actor: Actor, subject: Subject<Fields>, present: Present<Fields>, mine: Fields, revision: number): Promise<EditFailure> {
  const { base, edits } = await readSince(actor, subject.kind, present.id, revision, tx);
  const sides = { base, mine, now: present.values };
  return {
    ok: false,
    code: "stale",
    message: "Nothing was saved: this has been changed since you opened it. Your entries are all still here, and beside them stands what others have changed. Look at that, then save again.",
    revision: present.revision,
    values: mergeOnto(sides),
    meantime: meantimeOf(sides, edits),
  };
}

/** Makes a new object, or looks at what it would do to the image/flavor table. `insert` gives its id, or null when the name is taken. */
export async function create<Fields extends Values>(actor: Actor, subject: Subject<Fields>, wanted: Fields, intent: EditRequest["intent"], insert: Insert, keyField: string): Promise<EditOutcome> {
  return alone(async (tx) => {
    const errors = (await subject.read(tx)) ? { [keyField]: [`${subject.name} exists already. Choose another, or edit that one.`] } : await subject.check?.(tx, wanted, null);
    if (errors) return invalid(errors);
    const effect = await effectOf(tx, subject, wanted);
    if (intent === "preview") return { ok: true, value: { isSaved: false, revision: 1, effect } };
    const id = await insert(tx, new Date());
    if (id === null) return { ok: false, code: "name-taken", message: `${subject.name} exists already.`, fieldErrors: { [keyField]: ["Somebody has made it in this moment."] } };
    await recordAudit(tx, actor, { action: actionOf(subject.kind, "create"), objectKind: subject.kind, objectId: id, after: { name: subject.name, revision: 1, ...wanted } });
    return { ok: true, value: { isSaved: true, revision: 1, effect, created: subject.name } };
  });
}
