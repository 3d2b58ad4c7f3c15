import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { messageOf } from "#lib/errors.ts";
import { listFiles, listRecipeNames, loadRecipe, RecipeError, type LoadedRecipe } from "#lib/recipes/load.ts";
import type { RecipeBuild, RecipeFileView, RecipePage, RecipeRow } from "./schema.ts";

const folder = () => join(process.cwd(), "recipes");
const longestText = 100_000;

/** All recipes in the folder, with the images that are built by them; one that cannot be read says why. */
export async function listRecipes(_actor: Actor): Promise<RecipeRow[]> {
  const [names, images] = await Promise.all([listRecipeNames(folder()), db.image.findMany({ where: { recipeName: { not: null } }, orderBy: { name: "asc" }, select: { name: true, recipeName: true } })]);
  return Promise.all(
    names.map(async (name): Promise<RecipeRow> => {
      try {
        const { recipe, hash, inputs } = await loadRecipe(name, folder());
        return { name, summary: recipe.summary, builder: recipe.builder, distribution: recipe.distribution, release: recipe.releaseNumber, hash, files: inputs.length, images: images.filter(({ recipeName }) => recipeName === name).map((image) => image.name) };
      } catch (error) {
        if (!(error instanceof RecipeError)) throw error;
        return { name, problem: messageOf(error) };
      }
    }),
  );
}

/** A recipe with its files and builds; null when there is no folder of that name. Throws `RecipeError` when it does not hold together. */
export async function readRecipePage(_actor: Actor, name: string): Promise<RecipePage | null> {
  if (!(await listRecipeNames(folder())).includes(name)) return null;
  const [loaded, builds, images] = await Promise.all([loadRecipe(name, folder()), listBuildsOf(name), db.image.findMany({ where: { recipeName: name }, orderBy: { name: "asc" }, select: { name: true } })]);
  const { recipe, hash } = loaded;
  const facts = [
    { term: "Builder", value: recipe.builder },
    { term: "Distribution", value: `${recipe.distribution} ${recipe.releaseNumber} (${recipe.release})` },
    { term: "Hardware", value: `${recipe.architecture}, ${recipe.firmware}` },
    { term: "Needs at least", value: `${recipe.minDiskGib} GiB of disk, ${recipe.minRamMib} MiB of memory` },
    { term: "Login user", value: recipe.loginUser },
    { term: "Elements", value: recipe.elements.join(", ") },
    { term: "Packages", value: recipe.packages.join(", ") || "none beside those of the elements" },
  ];
  return { name, summary: recipe.summary, builder: recipe.builder, facts, hash, files: await readFiles(loaded), images: images.map((image) => image.name), builds };
}

async function readFiles({ folder: root, inputs }: LoadedRecipe): Promise<RecipeFileView[]> {
  const files = await listFiles(root);
  // What says how the others are used comes first.
  const ordered = files.toSorted((one, other) => Number(other.path === "recipe.yaml") - Number(one.path === "recipe.yaml"));
  return Promise.all(
    ordered.map(async ({ path, isExecutable }) => {
      const content = await readFile(join(root, path));
      const isText = content.length <= longestText && !content.includes(0);
      return { path, isExecutable, sha256: inputs.find((one) => one.path === path)?.sha256 ?? "", sizeBytes: content.length, text: isText ? content.toString("utf8") : null };
    }),
  );
}

/** The newest builds of images that this recipe builds. */
async function listBuildsOf(name: string): Promise<RecipeBuild[]> {
  const rows = await db.build.findMany({
    where: { image: { recipeName: name } },
    orderBy: { queuedAt: "desc" },
    take: 50,
    select: { version: true, status: true, queuedAt: true, finishedAt: true, image: { select: { name: true } }, recipe: { select: { hash: true } } },
  });
  return rows.map(({ version, status, queuedAt, finishedAt, image, recipe }) => ({ image: image.name, version, status, hash: recipe?.hash ?? null, at: finishedAt ?? queuedAt }));
}
