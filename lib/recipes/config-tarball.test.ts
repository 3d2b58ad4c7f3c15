import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeConfigTarball } from "./config-tarball.ts";
import { loadRecipe } from "./load.ts";

const NAME = "Standard_Debian_12";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-tarball-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the same recipe gives the same bytes, whatever the files' times and place", async () => {
  await cp("recipes", join(folder, "recipes"), { recursive: true });
  await utimes(join(folder, "recipes", NAME, "recipe.yaml"), 1, 1);
  await writeConfigTarball(await loadRecipe(NAME), join(folder, "one.tar.gz"));
  await writeConfigTarball(await loadRecipe(NAME, join(folder, "recipes")), join(folder, "two.tar.gz"));
  expect(await readFile(join(folder, "one.tar.gz"))).toEqual(await readFile(join(folder, "two.tar.gz")));
});

test("GNU tar unpacks it to the recipe, a README and a rebuild script that bash reads", async () => {
  const loaded = await loadRecipe(NAME);
  await writeConfigTarball(loaded, join(folder, "config.tar.gz"));
  await mkdir(join(folder, "out"));
  execFileSync("tar", ["-xzf", join(folder, "config.tar.gz"), "-C", join(folder, "out")]);
  const top = join(folder, "out", `${NAME}.config`);
  execFileSync("diff", ["-r", join(top, NAME), loaded.folder]);
  expect((await stat(join(top, NAME, "elements/hardening/post-install.d/80-hardening"))).mode & 0o777).toBe(0o755);
  expect((await stat(join(top, "rebuild.sh"))).mode & 0o777).toBe(0o755);
  expect(await readFile(join(top, "README.md"), "utf8")).toContain(loaded.hash);
});

test("the rebuild script hands stock diskimage-builder the customer's mirror and the recipe", async () => {
  await writeConfigTarball(await loadRecipe(NAME), join(folder, "config.tar.gz"));
  execFileSync("tar", ["-xzf", join(folder, "config.tar.gz"), "-C", folder]);
  // Stands in for the builder, which takes minutes, and tells what it was given.
  const tool = join(folder, "bin", "disk-image-create");
  await mkdir(join(folder, "bin"));
  execFileSync("bash", ["-c", `printf '#!/bin/bash\\nprintf "%%s\\\\n" "$@"; env\\n' >"$0"; chmod +x "$0"`, tool]);
  const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, MIRROR: "http://mirror.test/debian", SECURITY_MIRROR: "http://mirror.test/security" } as unknown as NodeJS.ProcessEnv;
  const script = join(folder, `${NAME}.config`, "rebuild.sh");
  const output = execFileSync(script, { env, encoding: "utf8" });
  expect(output).toContain("\nhardening\n");
  expect(output).toContain("DIB_DISTRIBUTION_MIRROR=http://mirror.test/debian\n");
  expect(output).toMatch(/^security:deb \[signed-by=\S+\] http:\/\/mirror\.test\/security bookworm-security main$/m);
  expect(output).toContain("DIB_CLOUD_INIT_DATASOURCES=NoCloud, ConfigDrive, OpenStack\n");
  expect(() => execFileSync(script, { env: { PATH: env.PATH } as unknown as NodeJS.ProcessEnv, stdio: "pipe" })).toThrow(/set MIRROR/);
});
