import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listRecipeNames, loadRecipe } from "./load.ts";

const NAME = "Standard_Debian_12";
let root: string;
const file = (path: string) => join(root, NAME, path);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recipes-"));
  await cp("recipes", root, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

/** Loads the recipe after its yaml was changed; gives the error's text. */
async function problemWith(change: (yaml: string) => string) {
  await writeFile(file("recipe.yaml"), change(await readFile(file("recipe.yaml"), "utf8")));
  return loadRecipe(NAME, root).then(() => "no problem", (error: Error) => error.message);
}

test("every recipe of the repository loads", async () => {
  const names = await listRecipeNames();
  expect(names).toContain(NAME);
  for (const name of names) expect((await loadRecipe(name)).recipe.name).toBe(name);
});

test("a copy has the same hash; content, name and executable bit change it", async () => {
  const hash = async () => (await loadRecipe(NAME, root)).hash;
  const original = await hash();
  expect(original).toBe((await loadRecipe(NAME)).hash);

  const hook = file("elements/hardening/post-install.d/80-hardening");
  await chmod(hook, 0o644);
  expect(await hash()).not.toBe(original);
  await chmod(hook, 0o755);
  expect(await hash()).toBe(original);

  await writeFile(file("note"), "a");
  const withFile = await hash();
  await rm(file("note"));
  await writeFile(file("other"), "a");
  expect(new Set([original, withFile, await hash()]).size).toBe(3);
});

test.each(["../Standard_Debian_12", "/etc", "", ".", "a/b", "Standard__Debian", "x\0"])("the name %j is refused", async (name) => {
  await expect(loadRecipe(name, root)).rejects.toThrow("no recipe name");
});

test("a missing recipe is told with those that exist", async () => {
  await expect(loadRecipe("Standard_Debian_99", root)).rejects.toThrow(/Standard_Debian_99\/recipe\.yaml: is missing.*Standard_Debian_12/);
});

test.each([
  ["an unknown firmware", (yaml: string) => yaml.replace("firmware: bios", "firmware: coreboot"), /recipe\.yaml: firmware is "coreboot"/],
  ["a number that should be text", (yaml: string) => yaml.replace('"12"', "12"), /releaseNumber is 12/],
  ["a misspelt field", (yaml: string) => yaml.replace("packages:", "pakages:"), /pakages/],
  ["an element by path", (yaml: string) => yaml.replace("- hardening", "- ../../evil"), /elements\.\d+ is "\.\.\/\.\.\/evil": use lower-case/],
  ["an option as a package", (yaml: string) => yaml.replace("- dbus", "- --force-yes"), /packages\.\d+ is "--force-yes": use a Debian package name/],
  ["a setting that changes how programs are found", (yaml: string) => yaml.replace("DIB_GRUB_TIMEOUT", "LD_PRELOAD"), /LD_PRELOAD/],
  ["another name than the folder's", (yaml: string) => yaml.replace(NAME, "Standard_Debian_13"), /must be the folder's name/],
  ["no YAML", () => "a: [", /is no YAML/],
])("%s is refused", async (_, change, message) => {
  expect(await problemWith(change)).toMatch(message);
});

test("links are refused", async () => {
  await symlink("/etc/shadow", file("elements/shadow"));
  await expect(loadRecipe(NAME, root)).rejects.toThrow("replace links by copies");
});
