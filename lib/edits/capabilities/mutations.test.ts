import { afterAll, beforeAll, expect, test } from "vitest";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { jane, john, savedRevision } from "../testing.ts";
import { readCapabilityPage } from "./data.ts";
import { createCapability, editCapability, resetCapability } from "./mutations.ts";
import { nextOwnBit } from "./rules.ts";
import { createCapabilitySchema } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const made = (key: string, glanceProperty = `__support_${key.replaceAll("-", "_")}`) => ({ key, intent: "save" as const, title: key, description: "d", glanceProperty, glanceValue: "true" });

test("own bits go down from 30, whatever the files use from 0 upwards", () => {
  expect(nextOwnBit([0, 1, 2])).toBe(30);
  expect(nextOwnBit([0, 30, 29])).toBe(28);
  expect(nextOwnBit(Array.from({ length: 31 }, (_, bit) => bit))).toBeNull();
});

test("two who make a capability at once get two bits, and a later version of the files with a further bit still loads", async () => {
  const outcomes = await Promise.all([createCapability(jane, made("x-one")), createCapability(john, made("x-two"))]);
  outcomes.map(savedRevision);
  const own = await db.capability.findMany({ where: { key: { startsWith: "x-" } }, orderBy: { bit: "asc" }, select: { bit: true } });
  expect(own.map(({ bit }) => bit)).toEqual([29, 30]);
  const catalog = await readDefaultCatalog();
  const further = { bit: 17, key: "kvm-gpu-later", title: "Later", description: "d", glanceProperty: "__support_later", glanceValue: "true" };
  expect(await loadDefaultCatalog({ ...catalog, capabilities: [...catalog.capabilities, further] })).toMatchObject({ created: 1, updated: 0 });
  await expect(loadDefaultCatalog({ ...catalog, capabilities: [...catalog.capabilities, { ...further, bit: 30, key: "clash" }] })).rejects.toThrow(/bit 30 is "clash", yet this database has "x-/);
});

test("key and pair of property and value are taken once", async () => {
  expect(await createCapability(jane, made("x-one"))).toMatchObject({ code: "invalid-input", fieldErrors: { key: [expect.any(String)] } });
  expect(await createCapability(jane, made("x-three", "__support_xen"))).toMatchObject({ fieldErrors: { glanceValue: [expect.stringContaining("the capability xen")] } });
});

test("texts can be changed always, the property until a published build carries the bit; then it goes back to the files", async () => {
  const page = async () => (await readCapabilityPage(jane, "kvm"))!;
  const form = async (changed: object) => {
    const { revision, values } = await page();
    return { key: "kvm", intent: "save" as const, revision, ...(values as Omit<ReturnType<typeof made>, "key" | "intent">), ...changed };
  };
  savedRevision(await editCapability(jane, await form({ glanceProperty: "__support_kvm2" })));
  savedRevision(await resetCapability(jane, { key: "kvm", revision: (await page()).revision }));
  await seedKey(db);
  await publishBuild(db, await db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_12" }, select: { id: true, name: true } }), "20261101-1");
  expect(await editCapability(jane, await form({ glanceProperty: "__support_kvm2" }))).toMatchObject({ code: "invalid-input", fieldErrors: { glanceProperty: [expect.stringContaining("Standard_Debian_12")] } });
  savedRevision(await editCapability(jane, await form({ title: "by hand" })));
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0 });
  expect(await page()).toMatchObject({ values: { title: "by hand" }, own: { changes: [{ field: "title", after: "KVM" }] }, bit: 1 });
});

test.each([{ key: "own" }, { glanceProperty: "os_distro" }, { glanceValue: "False" }, { title: "" }])("a form with %j is refused", (wrong) => {
  const parsed = createCapabilitySchema.safeParse({ ...made("x-fine"), ...wrong });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(Object.keys(wrong));
  expect(createCapabilitySchema.parse({ ...made("x-fine"), bit: 3 })).not.toHaveProperty("bit");
});
