import { runProcess } from "#lib/process.ts";

const SMALLEST_DISK_GIB = 8;

/**
 * A qcow2 overlay that takes all writes, larger than the image, so that growing the root file system is put to the test.
 *
 * @throws ProcessError when the image cannot be read
 */
export async function createOverlay(options: {
  qcow2Path: string;
  overlayPath: string;
  minDiskGib: number;
  signal: AbortSignal;
}): Promise<void> {
  const { qcow2Path, overlayPath, signal } = options;
  const info = await runProcess({
    command: "qemu-img",
    args: ["info", "--output=json", "-f", "qcow2", qcow2Path],
    timeoutMs: 30_000,
    signal,
  });
  const virtualBytes = (JSON.parse(info.stdout) as { "virtual-size": number })["virtual-size"];
  await runProcess({
    command: "qemu-img",
    args: ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", qcow2Path, overlayPath, `${diskGib(virtualBytes, options.minDiskGib)}G`],
    timeoutMs: 30_000,
    signal,
  });
}

/** Size of the test's disk in GiB: 8, but never less than the image demands, and always larger than the image. */
export function diskGib(virtualBytes: number, minDiskGib: number): number {
  const imageGib = Math.ceil(virtualBytes / 1024 ** 3);
  return Math.max(SMALLEST_DISK_GIB, Math.ceil(minDiskGib), imageGib + 1);
}
