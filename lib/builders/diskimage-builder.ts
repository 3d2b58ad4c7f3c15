import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runProcess } from "#lib/process.ts";
import type { LoadedRecipe } from "#lib/recipes/load.ts";
import type { Recipe } from "#lib/recipes/schema.ts";
import type { DebianMirrors } from "./apt-sources.ts";
import { bootstrapCache } from "./bootstrap-cache.ts";
import { releaseBuildResources } from "./cleanup.ts";
import { resolveMirrors } from "./mirrors.ts";
import { parsePackageList } from "./package-list.ts";
import { probeDiskimageBuilder } from "./probe.ts";
import { readAptProxies } from "./proxies.ts";
import { recordRepositories } from "./repositories.ts";
import { BuilderError, type BuilderDriver, type BuilderMode, type BuildOutput, type BuildRequest } from "./types.ts";

const WRAPPERS = join(dirname(fileURLToPath(import.meta.url)), "wrappers");
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const INFO_TIMEOUT_MS = 60_000;

/** Builds images with diskimage-builder, as root, on a Debian host. */
export const diskimageBuilder: BuilderDriver = {
  probe: probeDiskimageBuilder,

  /**
   * Runs one build to its compressed qcow2. However it ends, no process, mount or loop device is left.
   * @throws BuilderError or ProcessError (`aborted`, `timeout`, `failed`)
   */
  async build(request: BuildRequest): Promise<BuildOutput> {
    const { recipe } = request.loaded;
    const { mode, version } = await capableProbe(recipe);
    const mirrors = await resolveMirrors(recipe.release, request);
    const repositories = await recordRepositories(recipe, mirrors, request.workDir, request.signal);
    const cache = bootstrapCache(request.loaded, mirrors.mirror, request.cacheDir, join(request.workDir, "cache"));
    await cache.take();
    const settings = builderSettings(request.loaded, mirrors);
    const commandLine = ["disk-image-create", ...request.loaded.invocation.arguments];
    await runBuilder(request, mode, commandLine, settings);
    await cache.handIn();

    const qcow2Path = join(request.workDir, `${recipe.name}.qcow2`);
    return {
      qcow2Path,
      virtualSizeBytes: await readVirtualSize(qcow2Path, recipe),
      builderVersion: version,
      mode,
      packages: await readPackageList(join(request.workDir, `${recipe.name}.d`)),
      repositories,
      commandLine,
      environment: settings,
    };
  },
};

async function capableProbe(recipe: Recipe): Promise<{ mode: BuilderMode; version: string }> {
  const probe = await probeDiskimageBuilder();
  if (!probe.available || !probe.mode || !probe.version) throw new BuilderError(`diskimage-builder cannot run here: ${probe.reason}`);
  if (recipe.builder !== probe.builder) throw new BuilderError(`${recipe.name} needs ${recipe.builder}; this driver runs ${probe.builder}`);
  if (!probe.firmwares.includes(recipe.firmware)) {
    throw new BuilderError(`${recipe.name} needs ${recipe.firmware}; this host builds for ${probe.firmwares.join(", ")} only`);
  }
  return { mode: probe.mode, version: probe.version };
}

/** The settings that shape the image. What depends on the machine alone is added when the builder starts. */
function builderSettings({ invocation }: LoadedRecipe, { mirror, securityMirror }: DebianMirrors): Record<string, string> {
  // The base system fetches from https only with the certificates in it.
  const https = [mirror, securityMirror].some((address) => address.startsWith("https:"));
  return {
    ...invocation.environment,
    DIB_DISTRIBUTION_MIRROR: mirror,
    DIB_APT_SOURCES_CONF: invocation.aptSources(mirror, securityMirror),
    ...(https ? { DIB_DEBOOTSTRAP_EXTRA_ARGS: "--include=ca-certificates" } : {}),
  };
}

async function runBuilder(request: BuildRequest, mode: BuilderMode, commandLine: string[], settings: Record<string, string>): Promise<void> {
  const { workDir, loaded } = request;
  const folders = { HOME: join(workDir, "home"), TMPDIR: join(workDir, "tmp"), DIB_LOCKFILES: join(workDir, "locks") };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  const proxies = await readAptProxies();
  try {
    await runProcess({
      command: join(WRAPPERS, "enter"),
      args: [mode, WRAPPERS, workDir, ...commandLine],
      cwd: workDir,
      // The whole environment: nothing of the worker's own settings or secrets goes in.
      env: {
        ...settings,
        ...folders,
        ...proxies,
        PATH,
        LANG: "C.UTF-8",
        ELEMENTS_PATH: join(loaded.folder, "elements"),
        DIB_IMAGE_CACHE: join(workDir, "cache"),
        DIB_DEBIAN_USE_DEBOOTSTRAP_CACHE: "1",
        DIB_DEBOOTSTRAP_CACHE: "1",
        // The build log has times of its own.
        DIB_NO_TIMESTAMP: "1",
      } as unknown as NodeJS.ProcessEnv,
      timeoutMs: request.timeoutMs,
      signal: request.signal,
      endsWithParent: true,
      onLine: request.onLine,
    });
  } finally {
    await releaseBuildResources(workDir);
  }
}

const imageInfoSchema = z.object({ format: z.literal("qcow2"), "virtual-size": z.int().positive() });

async function readVirtualSize(qcow2Path: string, recipe: Recipe): Promise<number> {
  const info = await runProcess({ command: "qemu-img", args: ["info", "--output=json", qcow2Path], timeoutMs: INFO_TIMEOUT_MS });
  const size = imageInfoSchema.parse(JSON.parse(info.stdout))["virtual-size"];
  if (size > recipe.minDiskGib * 1024 ** 3) {
    throw new BuilderError(`${recipe.name} became a disk of ${size} bytes; that is more than its minDiskGib of ${recipe.minDiskGib}`);
  }
  return size;
}

async function readPackageList(manifests: string) {
  const path = join(manifests, "dib-manifests", "package-list.tsv");
  const text = await readFile(path, "utf8").catch(() => {
    throw new BuilderError(`the build left no package list; add the element package-list to the recipe`);
  });
  return parsePackageList(text);
}
