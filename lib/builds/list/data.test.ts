import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { insertResumableBuild } from "../retry/testing.ts";
import { listAllBuilds, listImageNames } from "./data.ts";
import { buildListViewSchema, queryOf } from "./schema.ts";

const actor = systemActor("test");
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const one = await insertImage(database.db, "Standard_One");
  const two = await insertImage(database.db, "Standard_Two");
  await database.db.image.update({ where: { id: two }, data: { recipeName: null } });
  await insertPublishedBuild(database.db, one, "20260101-1", new Date("2026-01-01"));
  const failed = await insertResumableBuild(database.db, "Standard_One", "20260102-1");
  await database.db.buildPackage.create({ data: { buildId: failed, name: "a", architecture: "amd64", version: "1", source: "a" } });
  // Three asked for in the same moment: the list must neither lose nor repeat one of them.
  const queuedAt = new Date("2026-01-03");
  for (const n of [1, 2, 3]) await database.db.build.create({ data: { imageId: two, version: `20260103-${n}`, trigger: n === 3 ? "security" : "nightly", queuedAt } });
});
afterAll(() => database.stop());

const list = async (choice: object, limit?: number) => listAllBuilds(actor, buildListViewSchema.parse(choice), limit);

test("pages go backwards without losing or repeating any", async () => {
  const seen: string[] = [];
  for (let before: string | undefined; ; ) {
    const page = await list({ before }, 2);
    if (page.length === 0) break;
    seen.push(...page.map(({ version }) => version));
    before = page.at(-1)?.id;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test.each([
  [{ status: "failed" }, ["20260102-1"]],
  [{ image: "Standard_Two", trigger: "security" }, ["20260103-3"]],
  [{ stage: "publishing" }, ["20260102-1"]],
  [{ stage: "building" }, []],
  [{ image: "Standard_Nothing" }, []],
  [{ status: "no such", before: "x" }, 5],
])("%j", async (choice, expected) => {
  const found = (await list(choice)).map(({ version }) => version);
  expect(typeof expected === "number" ? found.length : found).toEqual(expected);
});

test("a failed build knows the last good one, whether there is something to compare, and whether it may go on", async () => {
  expect((await list({ status: "failed" }))[0]).toMatchObject({ lastGoodVersion: "20260101-1", hasPackages: true, canGoOn: true, failureLines: [] });
  expect((await list({ status: "published" }))[0]).toMatchObject({ lastGoodVersion: null, canGoOn: false });
});

test("what can be asked for has a recipe", async () => expect(await listImageNames(actor)).toEqual({ all: ["Standard_One", "Standard_Two"], buildable: ["Standard_One"] }));

test("the choice stands in the address", () => expect(queryOf(buildListViewSchema.parse({ status: "failed", image: ["A", "B"], trigger: "x" }))).toBe("?status=failed&image=A"));
