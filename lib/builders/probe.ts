import { open, readFile } from "node:fs/promises";
import { messageOf } from "#lib/errors.ts";
import { ProcessError, runProcess } from "#lib/process.ts";
import type { BuilderMode, BuilderProbe } from "./types.ts";

const TIMEOUT_MS = 20_000;

/** Programs that a build runs, and the Debian packages that bring them. */
const REQUIRED_PROGRAMS: Record<string, string> = {
  "disk-image-create": "python3-diskimage-builder",
  debootstrap: "debootstrap",
  kpartx: "kpartx",
  dmsetup: "dmsetup",
  sgdisk: "gdisk",
  partx: "util-linux",
  losetup: "mount",
  "mkfs.ext4": "e2fsprogs",
  "qemu-img": "qemu-utils",
  sudo: "sudo",
  unshare: "util-linux",
};

/** What this host can build, found by trying and not by looking for names. */
export async function probeDiskimageBuilder(): Promise<BuilderProbe> {
  const missing = await Promise.all(Object.entries(REQUIRED_PROGRAMS).map(async ([program, name]) => ((await exists(program)) ? [] : [name])));
  const missingPackages = [...new Set(missing.flat())].sort();
  const reason = missingPackages.length > 0 ? `packages are missing: ${missingPackages.join(" ")}` : await obstacle();
  if (reason) return { builder: "diskimage-builder", available: false, version: null, mode: null, firmwares: [], missingPackages, reason };
  const mode = await probeMode();
  const firmwares: BuilderProbe["firmwares"] = (await canMountFat()) ? ["bios", "uefi"] : ["bios"];
  return { builder: "diskimage-builder", available: true, version: await readVersion(), mode, firmwares, missingPackages, reason: null };
}

async function obstacle(): Promise<string | null> {
  if (process.getuid?.() !== 0) return "the worker does not run as root, which loop devices and mounts need";
  try {
    await (await open("/dev/loop-control", "r+")).close();
    await runProcess({ command: "unshare", args: ["--mount", "--pid", "--fork", "--mount-proc", "true"], timeoutMs: TIMEOUT_MS });
    return null;
  } catch (error) {
    return `this host allows no loop devices or namespaces: ${messageOf(error)}`;
  }
}

async function probeMode(): Promise<BuilderMode> {
  try {
    await runProcess({ command: "dmsetup", args: ["version"], timeoutMs: TIMEOUT_MS });
    return "device-mapper";
  } catch (error) {
    if (error instanceof ProcessError && error.code === "failed") return "partx";
    throw error;
  }
}

/** EFI images have a FAT partition that the builder mounts. */
async function canMountFat(): Promise<boolean> {
  if (/\bvfat$/m.test(await readFile("/proc/filesystems", "utf8"))) return true;
  const trial = runProcess({ command: "modprobe", args: ["--dry-run", "vfat"], timeoutMs: TIMEOUT_MS });
  return trial.then(() => true, () => false);
}

async function readVersion(): Promise<string> {
  const query = ["--show", "--showformat=${Version}", "python3-diskimage-builder"];
  const packaged = await runProcess({ command: "dpkg-query", args: query, timeoutMs: TIMEOUT_MS, acceptExitCodes: [0, 1] });
  if (packaged.stdout.trim()) return packaged.stdout.trim();
  return (await runProcess({ command: "disk-image-create", args: ["--version"], timeoutMs: TIMEOUT_MS })).stdout.trim();
}

async function exists(program: string): Promise<boolean> {
  const found = await runProcess({ command: "which", args: [program], timeoutMs: TIMEOUT_MS, acceptExitCodes: [0, 1] });
  return found.exitCode === 0;
}
