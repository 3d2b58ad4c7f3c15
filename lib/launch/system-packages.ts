import { existsSync } from "node:fs";
import { runProcess } from "#lib/process.ts";

/** A Debian package, known to be there by a file of it. */
type SystemPackage = { name: string; file: string };

/** What the default builder, the boot test and the independent signature check need. */
export const buildPackages: SystemPackage[] = [
  { name: "python3-diskimage-builder", file: "/usr/bin/disk-image-create" },
  { name: "debootstrap", file: "/usr/sbin/debootstrap" },
  { name: "kpartx", file: "/usr/sbin/kpartx" },
  { name: "dmsetup", file: "/usr/sbin/dmsetup" },
  { name: "sudo", file: "/usr/bin/sudo" },
  { name: "qemu-utils", file: "/usr/bin/qemu-img" },
  { name: "qemu-system-x86", file: "/usr/bin/qemu-system-x86_64" },
  { name: "gdisk", file: "/usr/sbin/sgdisk" },
  { name: "fdisk", file: "/usr/sbin/sfdisk" },
  { name: "parted", file: "/usr/sbin/parted" },
  { name: "dosfstools", file: "/usr/sbin/mkfs.fat" },
  { name: "e2fsprogs", file: "/usr/sbin/mkfs.ext4" },
  { name: "genisoimage", file: "/usr/bin/genisoimage" },
  { name: "kmod", file: "/usr/bin/kmod" },
  { name: "cpio", file: "/usr/bin/cpio" },
  { name: "procps", file: "/usr/bin/ps" },
  { name: "openssh-client", file: "/usr/bin/ssh" },
  { name: "gnupg", file: "/usr/bin/gpg" },
];

/** What the tests need beside that: a browser, the clients that people download with, and a cloud. */
export const testPackages: SystemPackage[] = [
  { name: "chromium", file: "/usr/bin/chromium" },
  { name: "curl", file: "/usr/bin/curl" },
  { name: "wget", file: "/usr/bin/wget" },
  { name: "aria2", file: "/usr/bin/aria2c" },
  // Reads the feeds, with the schema of RFC 4287.
  { name: "python3-lxml", file: "/usr/lib/python3/dist-packages/lxml/__init__.py" },
  // A whole OpenStack image service, without the packages that would start it on this machine.
  { name: "python3-keystone", file: "/usr/bin/keystone-wsgi-public" },
  { name: "python3-glance", file: "/usr/lib/python3/dist-packages/glance/cmd/api.py" },
  { name: "python3-openstackclient", file: "/usr/bin/openstack" },
];

export function missingPackages(wanted: SystemPackage[]): string[] {
  return wanted.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
}

/**
 * Installs missing packages with apt when that is allowed: by root, unless INSTALL_PACKAGES says never. Returns the names
 * that are still missing, with which the caller goes on without builds.
 */
export async function ensureSystemPackages(wanted: SystemPackage[], options: { mayInstall: boolean; onLine: (line: string) => void }): Promise<string[]> {
  const missing = missingPackages(wanted);
  if (missing.length === 0 || !options.mayInstall || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return missing;
  const apt = (args: string[]) =>
    runProcess({ command: "apt-get", args: ["-o", "DPkg::Lock::Timeout=300", ...args], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: 20 * 60_000, onLine: options.onLine });
  // One source of many that cannot be reached must not keep the others away: installing tells whether it mattered.
  await apt(["update"]).catch(() => undefined);
  await apt(["install", "--yes", "--no-install-recommends", ...missing]);
  return missingPackages(wanted);
}

/** The one command with which somebody who may do it installs `names`. */
export function installCommand(names: string[]): string {
  return `sudo apt-get install --no-install-recommends ${names.join(" ")}`;
}
