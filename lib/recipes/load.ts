import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type Invocation, invocationOf } from "./invocation.ts";
import { type Recipe, recipeNameSchema, recipeSchema } from "./schema.ts";

export type RecipeInput = { path: string; sha256: string };

export type LoadedRecipe = {
  recipe: Recipe;
  invocation: Invocation;
  /** Absolute path of the recipe's folder. */
  folder: string;
  /** SHA-256 (hex) over path, executable bit and content of every file: the recipe's identity. */
  hash: string;
  inputs: RecipeInput[];
};

export class RecipeError extends Error {
  readonly file: string;

  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = "RecipeError";
    this.file = file;
  }
}

const RECIPES_FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "../../recipes");

/** Names of all recipes, sorted. */
export async function listRecipeNames(root = RECIPES_FOLDER): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && recipeNameSchema.safeParse(entry.name).success)
    .map((entry) => entry.name)
    .sort();
}

/**
 * Reads and checks `recipes/NAME/recipe.yaml` and hashes everything in its folder.
 * @throws RecipeError which names the file, the field, the value and the remedy
 */
export async function loadRecipe(name: string, root = RECIPES_FOLDER): Promise<LoadedRecipe> {
  if (!recipeNameSchema.safeParse(name).success) {
    throw new RecipeError("recipes", `${JSON.stringify(name)} is no recipe name; use one of: ${(await listRecipeNames(root)).join(", ")}`);
  }
  const file = `recipes/${name}/recipe.yaml`;
  const folder = join(root, name);
  const recipe = parseRecipe(file, await readRecipe(file, join(folder, "recipe.yaml"), root));
  if (recipe.name !== name) {
    throw new RecipeError(file, `name is ${JSON.stringify(recipe.name)}; it must be the folder's name, ${JSON.stringify(name)}`);
  }
  const files = await listFiles(folder);
  const identity = createHash("sha256");
  const inputs: RecipeInput[] = [];
  for (const { path, isExecutable } of files) {
    const sha256 = createHash("sha256").update(await readFile(join(folder, path))).digest("hex");
    identity.update(`${path}\0${isExecutable ? "x" : "-"}\0${sha256}\n`);
    inputs.push({ path, sha256 });
  }
  return { recipe, invocation: invocationOf(recipe), folder, hash: identity.digest("hex"), inputs };
}

export type RecipeFile = { path: string; isExecutable: boolean };

/** Every file under a recipe's folder, by relative path in code unit order; anything but files and folders is refused. */
export async function listFiles(folder: string): Promise<RecipeFile[]> {
  const found: RecipeFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(folder, absolute);
    if (!entry.isFile()) throw new RecipeError(path, "is neither a file nor a folder; replace links by copies");
    found.push({ path, isExecutable: ((await lstat(absolute)).mode & 0o100) !== 0 });
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function readRecipe(file: string, path: string, root: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new RecipeError(file, `is missing; the recipes here are: ${(await listRecipeNames(root)).join(", ") || "none"}`);
  }
}

function parseRecipe(file: string, text: string): Recipe {
  let fields: unknown;
  try {
    fields = parse(text);
  } catch (error) {
    throw new RecipeError(file, `is no YAML: ${(error as Error).message}`);
  }
  const result = recipeSchema.safeParse(fields, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const field = issue.path.join(".") || "the whole file";
    return `${field} is ${JSON.stringify(issue.input) ?? "missing"}: ${issue.message}`;
  });
  throw new RecipeError(file, problems.join("; "));
}
