import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { loadRecipe } from "#lib/recipes/load.ts";
import { jane } from "../testing.ts";
import { listRecipes, readRecipePage } from "./data.ts";

let database: TestDatabase;
const name = "Standard_Debian_12";
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  const image = await db.image.findUniqueOrThrow({ where: { name } });
  const { hash } = await loadRecipe(name);
  const { id: recipeId } = await db.recipe.create({ data: { imageId: image.id, builder: "diskimage_builder", hash, inputs: [] } });
  await db.build.create({ data: { imageId: image.id, version: "20261101-1", trigger: "manual", recipeId } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("a recipe is shown with the source of each file, its hash, and the builds made with it", async () => {
  const { hash } = await loadRecipe(name);
  const page = (await readRecipePage(jane, name))!;
  expect(page).toMatchObject({ builder: "diskimage-builder", hash, images: [name], builds: [{ version: "20261101-1", hash }] });
  expect(page.files.find(({ path }) => path === "recipe.yaml")!.text).toBe(await readFile(`recipes/${name}/recipe.yaml`, "utf8"));
  expect(page.files.some(({ isExecutable }) => isExecutable)).toBe(true);
  expect((await listRecipes(jane)).find((one) => one.name === name)).toMatchObject({ hash, files: page.files.length, images: [name] });
});

test.each(["../prisma", "Standard_Nothing", "..", "Standard_Debian_12/elements"])("nothing outside of the folder is a recipe: %s", async (path) => {
  expect(await readRecipePage(jane, path)).toBeNull();
});
