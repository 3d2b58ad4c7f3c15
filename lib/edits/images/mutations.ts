import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Category } from "#prisma/generated/enums.ts";
import { create, edit, type Subject } from "../mutations.ts";
import { fromDay, maskOfKeys } from "../rules.ts";
import type { EditOutcome } from "../schema.ts";
import { checkImage, readImageState, readOwnImage } from "./data.ts";
import { withImage } from "./rules.ts";
import type { CreateImage, EditImage, ImageValues } from "./schema.ts";

function subject(name: string): Subject<ImageValues> {
  return {
    kind: "image",
    name,
    read: (tx) => readImageState(name, tx),
    check: (tx, wanted, present) => checkImage(tx, name, wanted, present),
    change: (table, wanted) => withImage(table, name, wanted),
  };
}

/** Makes an image; its category is the beginning of its name. */
export async function createImage(actor: Actor, { name, distribution, intent, ...wanted }: CreateImage): Promise<EditOutcome> {
  const of = await db.distribution.findUnique({ where: { slug: distribution }, select: { id: true } });
  if (!of) return { ok: false, code: "invalid-input", message: "Check your entries.", fieldErrors: { distribution: [`There is no distribution ${distribution}. Choose another.`] } };
  return create(actor, subject(name), wanted, intent, async (tx, editedAt) => {
    const data = { ...(await columns(tx, wanted)), name, category: name.slice(0, name.indexOf("_")) as Category, distributionId: of.id, editedAt };
    const [image] = await tx.image.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } });
    return image?.id ?? null;
  }, "name");
}

/** Changes an image. */
export function editImage(actor: Actor, { name, intent, revision, confirmed, ...wanted }: EditImage): Promise<EditOutcome> {
  return edit(actor, subject(name), wanted, { intent, revision, confirmed }, write(name));
}

/** Gives an image back to the files of the default catalog: their values, and their next changes. Its policies stay. */
export async function resetImage(actor: Actor, { name, revision, confirmed }: { name: string; revision: number; confirmed?: number | undefined }): Promise<EditOutcome> {
  const present = await readImageState(name);
  const own = present && (await readOwnImage(name, present.values));
  if (!own) return { ok: false, code: "no-own-values", message: `The catalog's files have no image ${name}: it was made here.` };
  return edit(actor, subject(name), own, { intent: "save", revision, confirmed }, write(name), "reset");
}

function write(name: string) {
  return (wanted: ImageValues) => async (tx: Transaction, { editedAt, revision }: { editedAt: Date | null; revision: number }) => {
    const { count } = await tx.image.updateMany({ where: { name, revision }, data: { ...(await columns(tx, wanted)), editedAt } });
    return count === 1;
  };
}

async function columns(tx: Transaction, { capabilities, recipe, retiredOn, replacement, summary, description, loginUser, architecture, firmware, minDiskGib, minRamMib, state, promotionPolicy, retentionDays, refreshDays }: ImageValues) {
  const known = await tx.capability.findMany({ select: { key: true, bit: true } });
  const next = replacement === null ? null : await tx.image.findUniqueOrThrow({ where: { name: replacement }, select: { id: true } });
  return {
    summary, description, loginUser, architecture, firmware, minDiskGib, minRamMib, state, promotionPolicy, retentionDays, refreshDays,
    capabilities: maskOfKeys(capabilities, known), recipeName: recipe, retiredOn: fromDay(retiredOn), replacementId: next?.id ?? null,
  };
}
