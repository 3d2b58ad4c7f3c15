import { lstat, readdir, readFile, readlink, realpath, unlink } from "node:fs/promises";
import { join } from "node:path";
import { endGroup, runProcess } from "#lib/process.ts";
import { BuilderError } from "./types.ts";

const TIMEOUT_MS = 30_000;

/**
 * Removes everything that a build may have left, however it ended: its processes, mounts, loop devices with their
 * partitions, then its folder. Does nothing when the folder is gone; may be repeated.
 * @throws BuilderError when something is still in use; the folder is kept then
 */
export async function cleanUpAfterCrash(workDir: string): Promise<void> {
  const folder = await realpath(workDir).catch(() => null);
  if (folder === null) return;
  await releaseBuildResources(folder);
  await runProcess({
    command: "rm",
    args: ["--recursive", "--force", "--one-file-system", "--preserve-root=all", "--", folder],
    timeoutMs: 10 * TIMEOUT_MS,
  });
}

/** The same without removing the folder: processes, mounts and loop devices only. */
export async function releaseBuildResources(workDir: string): Promise<void> {
  const folder = await realpath(workDir);
  if (folder.split("/").length < 3) throw new BuilderError(`workDir is ${folder}; use a folder of the build's own`);
  await endRecordedGroup(folder);
  for (const mountPoint of await mountsUnder(folder)) {
    await runProcess({ command: "umount", args: ["--", mountPoint], timeoutMs: TIMEOUT_MS });
  }
  for (const device of await loopDevicesOf(folder)) await detachLoopDevice(device);
  const left = [...(await mountsUnder(folder)), ...(await loopDevicesOf(folder))];
  if (left.length > 0) throw new BuilderError(`still in use: ${left.join(", ")}; end what uses them and clean up again`);
}

/** Process ids are used again: only a process with the recorded start time is the one that was recorded. */
async function endRecordedGroup(folder: string): Promise<void> {
  const record = await readFile(join(folder, "builder.pid"), "utf8").catch(() => "");
  const match = /^(\d+) (\d+)\n$/.exec(record);
  if (!match) return;
  const pid = Number(match[1]);
  if ((await startTimeOf(pid)) === match[2]) await endGroup(pid);
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The second field is the program's name in brackets and may hold spaces and brackets itself.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Mount points under a folder, deepest first; proc_pid_mountinfo(5). */
async function mountsUnder(folder: string): Promise<string[]> {
  const lines = (await readFile("/proc/self/mountinfo", "utf8")).split("\n");
  const points = lines.flatMap((line) => line.split(" ")[4] ?? []).map(unescapeOctal);
  return points.filter((point) => point.startsWith(`${folder}/`)).toReversed();
}

function unescapeOctal(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

async function loopDevicesOf(folder: string): Promise<string[]> {
  const names = (await readdir("/sys/block")).filter((name) => name.startsWith("loop"));
  const found = await Promise.all(
    names.map(async (name) => {
      const file = await readFile(`/sys/block/${name}/loop/backing_file`, "utf8").catch(() => "");
      return file.startsWith(`${folder}/`) ? [`/dev/${name}`] : [];
    }),
  );
  return found.flat();
}

async function detachLoopDevice(device: string): Promise<void> {
  const mapped = (await readdir("/dev/mapper").catch(() => [])).filter((name) => name.startsWith(`${device.slice(5)}p`));
  for (const name of mapped) {
    const path = join("/dev/mapper", name);
    const isOurLink = (await lstat(path)).isSymbolicLink() && (await readlink(path)).startsWith(`${device}p`);
    if (isOurLink) await unlink(path);
    else await runProcess({ command: "dmsetup", args: ["remove", name], timeoutMs: TIMEOUT_MS });
  }
  // Fails when there are no partitions, which is as good.
  await runProcess({ command: "partx", args: ["-d", device], timeoutMs: TIMEOUT_MS, acceptExitCodes: [0, 1] });
  await runProcess({ command: "losetup", args: ["-d", device], timeoutMs: TIMEOUT_MS });
}
