export type MachineOptions = {
  accelerator: "kvm" | "tcg";
  /** qcow2 overlay that takes all writes. */
  overlayPath: string;
  seedIsoPath: string;
  /** Everything the guest writes to its serial console, besides standard output. */
  consoleLogPath: string;
  /** On 127.0.0.1; leads to port 22 of the guest. */
  sshPort: number;
};

/**
 * Arguments for qemu-system-x86_64: nothing but a disk, the cloud-init seed, a network, random numbers and a serial
 * console, as on an OpenStack hypervisor. The image starts through its own boot loader.
 */
export function qemuArguments(options: MachineOptions): string[] {
  const acceleration =
    options.accelerator === "kvm"
      ? ["-machine", "q35", "-accel", "kvm", "-cpu", "host"]
      : ["-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max"];
  return [
    ...acceleration,
    "-m", "1024",
    "-smp", "2",
    "-nodefaults",
    "-no-user-config",
    "-display", "none",
    "-drive", `if=none,id=disk,format=qcow2,cache=unsafe,file=${escapeValue(options.overlayPath)}`,
    "-device", "virtio-blk-pci,drive=disk,bootindex=1",
    "-drive", `if=none,id=seed,format=raw,readonly=on,file=${escapeValue(options.seedIsoPath)}`,
    "-device", "virtio-blk-pci,drive=seed",
    "-netdev", `user,id=net,hostfwd=tcp:127.0.0.1:${options.sshPort}-:22`,
    "-device", "virtio-net-pci,netdev=net",
    "-object", "rng-random,id=rng,filename=/dev/urandom",
    "-device", "virtio-rng-pci,rng=rng",
    "-chardev", `stdio,id=console,signal=off,logfile=${escapeValue(options.consoleLogPath)}`,
    "-serial", "chardev:console",
  ];
}

/** QEMU's option lists end a value at a comma; a doubled comma is a comma. */
function escapeValue(value: string): string {
  return value.replaceAll(",", ",,");
}
