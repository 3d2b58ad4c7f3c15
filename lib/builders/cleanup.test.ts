import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runProcess } from "#lib/process.ts";
import { cleanUpAfterCrash } from "./cleanup.ts";
import { probeDiskimageBuilder } from "./probe.ts";

const WRAPPERS = join(import.meta.dirname, "wrappers");
const probe = await probeDiskimageBuilder();
const { mode } = probe;

/** What a build does to a host, in two seconds: a partitioned loop device, mounts, and processes that ignore SIGTERM. */
const SMALL_BUILD = `
set -euo pipefail
truncate -s 64M disk.raw
printf 'label: dos\\n,\\n' | sfdisk --quiet disk.raw
device=$(losetup --show --find "$PWD/disk.raw")
sudo kpartx -avs "$device"
mkfs.ext4 -q "/dev/mapper/\${device#/dev/}p1"
mkdir -p mnt && mount "/dev/mapper/\${device#/dev/}p1" mnt
mkdir -p mnt/dev && mount --bind /dev mnt/dev
(trap '' TERM; exec setsid sleep 987) &
echo "ready $device"
trap '' TERM
while :; do sleep 0.2; done
`;

let workDir: string;
beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), "build cleanup-"));
});
afterEach(async () => {
  await cleanUpAfterCrash(workDir);
});

const enterArguments = () => [mode!, WRAPPERS, workDir, "bash", "-c", SMALL_BUILD];

async function leftovers(device: string) {
  const mounts = (await readFile("/proc/self/mountinfo", "utf8")).split("\n").filter((line) => line.includes(workDir.replaceAll(" ", "\\040")));
  const backing = await readFile(`/sys/block/${device.slice(5)}/loop/backing_file`, "utf8").catch(() => "");
  const processes = await runProcess({ command: "ps", args: ["-eo", "args"], timeoutMs: 10_000 });
  return {
    mounts,
    isAttached: backing.startsWith(workDir),
    hasPartition: existsSync(`${device}p1`),
    hasMapping: existsSync(`/dev/mapper/${device.slice(5)}p1`),
    processes: processes.stdout.split("\n").filter((line) => line.includes(workDir) || line.includes("sleep 987")),
  };
}

const NOTHING = { mounts: [], isAttached: false, hasPartition: false, hasMapping: false, processes: [] };

test("this host can build", () => {
  expect(probe).toMatchObject({ available: true, reason: null });
});

test("a worker killed with -9 leaves its build running; cleaning up ends all of it", async () => {
  // A process of its own starts the build and is then killed without a chance to tidy.
  const script = `const { runProcess } = await import(${JSON.stringify(join(import.meta.dirname, "../process.ts"))});
    await runProcess({ command: process.argv[1], args: JSON.parse(process.argv[2]), cwd: process.argv[3], timeoutMs: 60000, env: process.env,
      onLine: (line) => line.startsWith("ready") && console.log(line) });`;
  const worker = spawn(
    process.execPath,
    ["--input-type=module", "--eval", script, join(WRAPPERS, "enter"), JSON.stringify(enterArguments()), workDir],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const device = await new Promise<string>((resolve) => {
    worker.stdout.on("data", (data: Buffer) => resolve(/ready (\S+)/.exec(data.toString())![1]!));
  });
  worker.kill("SIGKILL");
  await new Promise((resolve) => worker.once("exit", resolve));
  const before = await leftovers(device);
  expect(before.isAttached).toBe(true);
  expect(before.processes.length).toBeGreaterThan(0);

  await cleanUpAfterCrash(workDir);
  expect(await leftovers(device)).toEqual(NOTHING);
  expect(existsSync(workDir)).toBe(false);
}, 60_000);

test("a cancelled build leaves nothing, and nothing of it was ever mounted on the host", async () => {
  const controller = new AbortController();
  let device = "";
  let mountsSeen: string[] = [];
  const run = runProcess({
    command: join(WRAPPERS, "enter"),
    args: enterArguments(),
    cwd: workDir,
    timeoutMs: 60_000,
    signal: controller.signal,
    onLine: (line) => {
      if (!line.startsWith("ready")) return;
      device = line.slice(6);
      void leftovers(device).then(({ mounts }) => {
        mountsSeen = mounts;
        controller.abort();
      });
    },
  });
  await expect(run).rejects.toMatchObject({ code: "aborted" });
  await cleanUpAfterCrash(workDir);
  expect(mountsSeen).toEqual([]);
  expect(await leftovers(device)).toEqual(NOTHING);
}, 60_000);

test("mounts and loop devices on the host itself are undone too, deepest first", async () => {
  const inner = join(workDir, "outer", "inner folder");
  await mkdir(dirname(inner), { recursive: true });
  await runProcess({ command: "mount", args: ["-t", "tmpfs", "none", dirname(inner)], timeoutMs: 10_000 });
  await mkdir(inner);
  await runProcess({ command: "mount", args: ["-t", "tmpfs", "none", inner], timeoutMs: 10_000 });
  await cleanUpAfterCrash(workDir);
  expect(existsSync(workDir)).toBe(false);
  await cleanUpAfterCrash(workDir);
});

test("a process id that now belongs to another process is left alone", async () => {
  const other = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  await writeFile(join(workDir, "builder.pid"), `${other.pid} 1\n`);
  await cleanUpAfterCrash(workDir);
  expect(other.exitCode ?? other.signalCode).toBe(null);
  other.kill("SIGKILL");
});

test("a folder that is no build's own is refused", async () => {
  await expect(cleanUpAfterCrash("/tmp")).rejects.toThrow("use a folder of the build's own");
});

test("what lies beside the folder stays", async () => {
  const beside = `${workDir}-beside`;
  await mkdir(beside);
  await runProcess({ command: "mount", args: ["-t", "tmpfs", "none", beside], timeoutMs: 10_000 });
  await writeFile(join(beside, "file"), "kept");
  await cleanUpAfterCrash(workDir);
  expect(await readFile(join(beside, "file"), "utf8")).toBe("kept");
  await runProcess({ command: "umount", args: [beside], timeoutMs: 10_000 });
  await rm(beside, { recursive: true });
});
