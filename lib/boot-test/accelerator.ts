import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProcess } from "#lib/process.ts";

const PROBE_TIMEOUT_MS = 10_000;

/**
 * A disk whose boot sector writes 0x10 to the debug-exit port: `mov al,0x10; out 0xf4,al; hlt; jmp $-1`.
 * The firmware refuses disks that are much smaller than 1 MiB.
 */
const PROBE_DISK = Buffer.alloc(1024 ** 2);
Buffer.from([0xb0, 0x10, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd]).copy(PROBE_DISK);
PROBE_DISK.writeUInt16LE(0xaa55, 510);

/** isa-debug-exit ends QEMU with (value << 1) | 1, which no failure of QEMU itself produces. */
const GUEST_RAN = (0x10 << 1) | 1;

let known: Promise<"kvm" | "tcg"> | undefined;

/**
 * The accelerator for boot tests: `kvm` only if a guest really ran with it within 10 seconds. `/dev/kvm` may exist and
 * still not work (nested virtualisation switched off, an emulated CPU), so the file's presence says nothing.
 * The answer is kept for the life of the process.
 */
export function probeAccelerator(): Promise<"kvm" | "tcg"> {
  known ??= bootsWith("kvm").then((works) => (works ? "kvm" : "tcg"));
  return known;
}

/** Whether a boot sector gets to run with the accelerator. */
export async function bootsWith(accelerator: "kvm" | "tcg"): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "accelerator-"));
  try {
    const disk = join(folder, "probe.img");
    await writeFile(disk, PROBE_DISK);
    const { exitCode } = await runProcess({
      command: "qemu-system-x86_64",
      args: [
        "-machine", "q35", "-accel", accelerator, "-cpu", accelerator === "kvm" ? "host" : "max", "-m", "64",
        "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
        "-drive", `if=none,id=disk,format=raw,readonly=on,file=${disk.replaceAll(",", ",,")}`,
        "-device", "virtio-blk-pci,drive=disk,bootindex=1",
        "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04",
      ],
      timeoutMs: PROBE_TIMEOUT_MS,
      acceptExitCodes: [GUEST_RAN],
    });
    return exitCode === GUEST_RAN;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
