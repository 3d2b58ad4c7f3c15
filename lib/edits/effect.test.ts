import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { readFlavorTable } from "#lib/flavors/data.ts";
import { supports } from "#lib/flavors/rules.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readFamilyState } from "./families/data.ts";
import { createFamily, editFamily } from "./families/mutations.ts";
import { readImageEditPage, readImageState } from "./images/data.ts";
import { createImage, editImage, resetImage } from "./images/mutations.ts";
import type { ImageValues } from "./images/schema.ts";
import type { EditOutcome, Effect } from "./schema.ts";
import { readSizeState } from "./sizes/data.ts";
import { createSize, editSize } from "./sizes/mutations.ts";
import { jane, john, savedRevision } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  await seedKey(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
const name = "Standard_Debian_12";
beforeEach(async () => {
  for (const table of [db.image, db.flavorFamily, db.flavor]) await (table as typeof db.image).updateMany({ where: { editedAt: { not: null } }, data: { editedAt: null } });
  await loadDefaultCatalog();
});

/** Every yes of the table as customers get it. */
async function yes(): Promise<Set<string>> {
  const table = await readFlavorTable();
  return new Set(table.images.flatMap((image) => table.families.flatMap((family) => (supports(image, family, table).ok ? [`${image.name} ${family.name}`] : []))));
}
const cells = (changes: { image: string; family: string }[]) => changes.map(({ image, family }) => `${image} ${family}`).sort();
const effectOf = (outcome: EditOutcome): Effect => (outcome.ok ? outcome.value.effect : outcome.effect) ?? expect.fail(JSON.stringify(outcome));

/** Looks at an edit, saves it, and compares what was announced with the table before and after. */
async function comparePreview(run: (intent: "preview" | "save", confirmed: number) => Promise<EditOutcome>): Promise<Effect> {
  const before = await yes();
  const effect = effectOf(await run("preview", 0));
  expect(await yes()).toEqual(before);
  const saved = await run("save", effect.lossesInLatest);
  savedRevision(saved);
  expect(effectOf(saved)).toEqual(effect);
  const after = await yes();
  expect(cells(effect.losses)).toEqual([...before].filter((cell) => !after.has(cell)).sort());
  expect(cells(effect.gains)).toEqual([...after].filter((cell) => !before.has(cell)).sort());
  return effect;
}

const imageForm = async (image: string, changed: Partial<ImageValues>) => {
  const { revision, values } = (await readImageState(image))!;
  return { name: image, revision, ...values, ...changed } as Parameters<typeof editImage>[1];
};
const changeImage = async (image: string, changed: Partial<ImageValues>) => {
  const form = await imageForm(image, changed);
  return (intent: "preview" | "save", confirmed: number) => editImage(jane, { ...form, intent, confirmed });
};

describe("what a preview announces is what the table shows after saving", () => {
  test.each<[string, string, Partial<ImageValues>]>([
    ["another capability", name, { capabilities: ["kvm", "xen"] }],
    ["a capability less", name, { capabilities: [] }],
    ["capabilities that do not stand together", name, { capabilities: ["kvm", "xen", "kvm-gpu-v100", "bare-metal"] }],
    ["another architecture", "Standard_Debian_13", { architecture: "aarch64", firmware: "uefi" }],
    ["more disk and memory than sizes have", name, { minDiskGib: 4096, minRamMib: 4_194_304 }],
    ["a retired image", "Standard_CentOS_7", { capabilities: ["kvm"] }],
  ])("%s", async (_what, image, changed) => {
    const effect = await comparePreview(await changeImage(image, changed));
    expect(effect.losses.length + effect.gains.length).toBeGreaterThan(0);
    expect(effect.losses.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });

  test("a new image", async () => {
    const { values } = (await readImageState(name))!;
    const effect = await comparePreview((intent) => createImage(jane, { name: "Standard_New_1", distribution: "debian-12", intent, ...(values as ImageValues) }));
    expect(effect.losses).toEqual([]);
    expect(cells(effect.gains)).toContain("Standard_New_1 s2");
  });

  test("a family that demands more, a new family, and its sizes", async () => {
    const { revision, values } = (await readFamilyState("s2"))!;
    const harder = await comparePreview((intent, confirmed) => editFamily(jane, { name: "s2", intent, revision, confirmed, ...values, demands: ["kvm", "large-memory"] }));
    expect(harder.losses.map(({ family }) => family)).toContain("s2");
    const made = await comparePreview((intent) => createFamily(jane, { name: "s9", intent, ...values, demands: ["kvm"] }));
    expect(made.gains.length).toBeGreaterThan(0);
    const small = { name: "s9.tiny.1", vcpus: 1, ramMib: 64, diskGib: 1 };
    const tooSmall = await comparePreview((intent, confirmed) => createSize(jane, { family: "s9", intent, ...small, ...(confirmed ? {} : {}) }));
    expect(tooSmall.losses).toHaveLength(made.gains.length);
    const size = (await readSizeState("s9.tiny.1"))!;
    const grown = await comparePreview((intent) => editSize(jane, { ...size.values, name: "s9.tiny.1", revision: size.revision, intent, confirmed: undefined, ramMib: 65_536, diskGib: null }));
    expect(grown.gains).toHaveLength(made.gains.length);
  });
});

test("losses of an image in latest are saved only with their number, and architecture stays once a build is published", async () => {
  const image = await db.image.findUniqueOrThrow({ where: { name }, select: { id: true, name: true } });
  await publishBuild(db, image, "20261101-1", { promote: true });
  const form = await imageForm(name, { capabilities: ["xen"] });
  const refused = await editImage(jane, { ...form, intent: "save", confirmed: undefined });
  const { lossesInLatest } = effectOf(refused);
  expect(refused).toMatchObject({ ok: false, code: "needs-confirmation", message: expect.stringContaining(`${lossesInLatest} answers`) });
  expect(lossesInLatest).toBeGreaterThan(1);
  expect(await editImage(jane, { ...form, intent: "save", confirmed: lossesInLatest - 1 })).toMatchObject({ code: "needs-confirmation" });
  savedRevision(await editImage(jane, { ...form, intent: "save", confirmed: lossesInLatest }));
  expect(await editImage(jane, { ...(await imageForm(name, { architecture: "aarch64" })), intent: "save" })).toMatchObject({ code: "invalid-input", fieldErrors: { architecture: [expect.stringContaining("builds are published")] } });
  expect((await readImageEditPage(jane, name))!.fields.find((field) => field.name === "architecture")).toMatchObject({ locked: expect.stringContaining("Fixed") });
});

test("two admins who save one image at once: one wins, the other sees what was changed; a loader in between changes nothing", async () => {
  const opened = await imageForm(name, {});
  const [one, other] = await Promise.all([
    editImage(jane, { ...opened, intent: "save", summary: "by jane" }),
    editImage(john, { ...opened, intent: "save", loginUser: "john" }),
    loadDefaultCatalog(),
  ]);
  const loser = one.ok ? other : one;
  expect([one.ok, other.ok].sort()).toEqual([false, true]);
  expect(loser).toMatchObject({ code: "stale", values: one.ok ? { summary: "by jane", loginUser: "john" } : { summary: "by jane", loginUser: "john" }, meantime: [{ by: one.ok ? "jane" : "john" }] });
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0 });
});

test("an image goes back to the files with its policies, and the next load has nothing to do", async () => {
  const original = (await readImageState(name))!.values;
  savedRevision(await editImage(jane, { ...(await imageForm(name, { summary: "by hand", retentionDays: 99 })), intent: "save" }));
  const page = (await readImageEditPage(jane, name))!;
  expect(page.own).toMatchObject({ changes: [{ field: "summary", before: "by hand" }], effect: { losses: [], gains: [] } });
  savedRevision(await resetImage(jane, { name, revision: page.revision }));
  const state = (await readImageState(name))!;
  expect(state).toMatchObject({ editedAt: null, values: { ...original, retentionDays: 99 } });
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0 });
});

test("earlier values are found in the history, and an edit of the database past the counter is refused", async () => {
  savedRevision(await editImage(jane, { ...(await imageForm(name, { summary: "first" })), intent: "save" }));
  savedRevision(await editImage(john, { ...(await imageForm(name, { summary: "second" })), intent: "save" }));
  const { history } = (await readImageEditPage(jane, name))!;
  expect(history.slice(0, 2).map(({ by, changes, values }) => [by, changes, values["summary"]])).toEqual([
    ["john", [{ field: "summary", before: "first", after: "second" }], "second"],
    ["jane", [{ field: "summary", before: expect.any(String), after: "first" }], "first"],
  ]);
  const { revision } = (await readImageState(name))!;
  await db.image.update({ where: { name }, data: { revision: 1, summary: "past the form" } });
  expect((await readImageState(name))!.revision).toBe(revision + 1);
});
