import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { bootsWith } from "./accelerator.ts";
import { createOverlay, diskGib } from "./overlay.ts";
import { qemuArguments } from "./qemu-arguments.ts";
import { writeSeedIso } from "./seed-iso.ts";
import { freePort, plainText, startVirtualMachine } from "./vm.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vm-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function emptyMachine() {
  const qcow2Path = join(folder, "empty.qcow2");
  const overlayPath = join(folder, "overlay.qcow2");
  const seedIsoPath = join(folder, "seed.iso");
  await runProcess({ command: "qemu-img", args: ["create", "-q", "-f", "qcow2", qcow2Path, "64M"], timeoutMs: 10_000 });
  await createOverlay({ qcow2Path, overlayPath, minDiskGib: 2, signal: new AbortController().signal });
  await writeSeedIso(seedIsoPath, folder, { instanceId: "i", hostname: "h", publicKey: "ssh-ed25519 A" });
  return { accelerator: "tcg" as const, overlayPath, seedIsoPath, consoleLogPath: join(folder, "console.log"), sshPort: await freePort() };
}

async function qemuProcesses(): Promise<string[]> {
  const { stdout } = await runProcess({ command: "pgrep", args: ["-f", `${folder}/overlay.qcow2`], timeoutMs: 5_000, acceptExitCodes: [0, 1] });
  return stdout.split("\n").filter(Boolean);
}

describe("a virtual machine", () => {
  it("runs until the signal, then nothing of it is left", async () => {
    const abort = new AbortController();
    const vm = startVirtualMachine({ ...(await emptyMachine()), signal: abort.signal, timeoutMs: 30_000, onLine: () => {} });
    await sleep(2_000);
    expect(vm.isRunning()).toBe(true);
    expect(await qemuProcesses()).toHaveLength(1);
    abort.abort();
    expect(await vm.ended).toBeNull();
    expect(vm.isRunning()).toBe(false);
    expect(await qemuProcesses()).toEqual([]);
  });

  it("ends with stop, and with its time", async () => {
    const machine = await emptyMachine();
    const stopped = startVirtualMachine({ ...machine, signal: new AbortController().signal, timeoutMs: 30_000, onLine: () => {} });
    await sleep(500);
    await stopped.stop();
    expect(await qemuProcesses()).toEqual([]);
    const limited = startVirtualMachine({ ...machine, signal: new AbortController().signal, timeoutMs: 1_000, onLine: () => {} });
    expect(await limited.ended).toBeNull();
    expect(await qemuProcesses()).toEqual([]);
  });

  it("tells when QEMU itself fails", async () => {
    const machine = { ...(await emptyMachine()), overlayPath: join(folder, "missing.qcow2") };
    const vm = startVirtualMachine({ ...machine, signal: new AbortController().signal, timeoutMs: 30_000, onLine: () => {} });
    expect((await vm.ended)?.message).toMatch(/missing\.qcow2/);
  });
});

it("runs a guest to find out whether an accelerator works", async () => {
  expect(await bootsWith("tcg")).toBe(true);
  expect(await bootsWith("no-such-accelerator" as "tcg")).toBe(false);
});

it("gives QEMU all it needs, and ssh on the loopback address only", () => {
  const args = qemuArguments({ accelerator: "tcg", overlayPath: "/w/a,b.qcow2", seedIsoPath: "/w/s.iso", consoleLogPath: "/w/c.log", sshPort: 40_022 });
  const joined = args.join(" ");
  expect(joined).toContain("-machine q35 -accel tcg,thread=multi");
  expect(joined).toContain("-m 1024 -smp 2 -nodefaults");
  expect(args).toContain("user,id=net,hostfwd=tcp:127.0.0.1:40022-:22");
  expect(joined).toContain("file=/w/a,,b.qcow2");
  expect(joined).toContain("readonly=on,file=/w/s.iso");
  expect(qemuArguments({ accelerator: "kvm", overlayPath: "o", seedIsoPath: "s", consoleLogPath: "c", sshPort: 1 }).join(" ")).toContain("-accel kvm -cpu host");
});

it("chooses a disk that is larger than the image", () => {
  expect(diskGib(2 * 1024 ** 3, 2)).toBe(8);
  expect(diskGib(2 * 1024 ** 3, 20)).toBe(20);
  expect(diskGib(10 * 1024 ** 3, 4)).toBe(11);
});

it("takes terminal control sequences out of console text", () => {
  expect(plainText("\u001B[0;32m  OK  \u001B[0m] Started\r\n\u001B[2J\u001Bcdone\u0007")).toBe("  OK  ] Started\ndone");
});
