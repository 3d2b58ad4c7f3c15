import { commandFailed, failed, linesOf, outcomeOf, passed, warning } from "../check.ts";
import type { Check } from "../check.ts";

const CLOUD_INIT_LIMIT_MS = 600_000;

const cloudInitDone: Check = {
  id: "cloud-init-done",
  title: "cloud-init ends without errors",
  category: "system",
  mandatory: true,
  steps: () => [
    { on: "guest", command: "cloud-init status --wait --long", timeoutMs: CLOUD_INIT_LIMIT_MS },
    { on: "guest", command: "cat /run/cloud-init/result.json" },
  ],
  judge: (outcomes) => {
    const status = outcomeOf(outcomes, 0);
    const result = outcomeOf(outcomes, 1);
    const word = /(?:^|\n|\.)status:\s*(.+)/.exec(status.stdout)?.[1]?.trim();
    const extended = /\nextended_status:\s*(.+)/.exec(status.stdout)?.[1]?.trim() ?? "";
    if (word === undefined) return commandFailed("cloud-init's status", status);
    const errors = errorsIn(result.stdout);
    if (errors === null) return failed("cloud-init left no readable result.json.");
    if (errors.length > 0) return failed(`cloud-init reports errors: ${errors.join("; ")}`);
    if (/degraded/.test(word) || /degraded/.test(extended) || (word === "done" && status.exitCode === 2)) {
      return warning("cloud-init is done but degraded: it recovered from errors.");
    }
    if (word !== "done" || status.exitCode !== 0) return failed(`cloud-init's status is ${word}, not done.`);
    return passed("cloud-init is done, without errors.");
  },
};

function errorsIn(json: string): string[] | null {
  try {
    const errors: unknown = (JSON.parse(json) as { v1?: { errors?: unknown } }).v1?.errors;
    return Array.isArray(errors) ? errors.map(String) : null;
  } catch {
    return null;
  }
}

/** An ext4 file system keeps up to 8 % of its partition for inode tables (one inode for 4 KiB) and the journal. */
const SMALLEST_SHARE = 0.9;

const rootGrown: Check = {
  id: "root-filesystem-grown",
  title: "The root file system fills the disk",
  category: "system",
  mandatory: true,
  steps: () => [
    { on: "guest", command: "df --block-size=1 --output=size /" },
    { on: "guest", command: "lsblk --bytes --noheadings --list --output TYPE,SIZE,RO,MOUNTPOINT" },
  ],
  judge: (outcomes) => {
    const rootBytes = Number(linesOf(outcomeOf(outcomes, 0).stdout).at(-1));
    if (!(rootBytes > 0)) return commandFailed("The size of the root file system", outcomeOf(outcomes, 0));
    const rows = linesOf(outcomeOf(outcomes, 1).stdout).map((line) => line.split(/\s+/));
    const writable = rows.filter(([type, , readOnly]) => type === "disk" && readOnly === "0").map(([, size]) => Number(size));
    const diskBytes = Math.max(...writable);
    if (!(diskBytes > 0)) return commandFailed("The size of the disk", outcomeOf(outcomes, 1));
    const otherBytes = rows
      .filter(([type, , , mountpoint]) => type === "part" && mountpoint !== "/")
      .reduce((sum, [, size]) => sum + Number(size), 0);
    const wantedBytes = (diskBytes - otherBytes) * SMALLEST_SHARE;
    const sizes = `${gib(rootBytes)} of a disk of ${gib(diskBytes)}`;
    return rootBytes >= wantedBytes
      ? passed(`The root file system has ${sizes}.`)
      : failed(`The root file system has only ${sizes}; at least ${gib(wantedBytes)} are expected.`);
  },
};

function gib(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(2)} GiB`;
}

const TIME_SERVICES = "systemd-timesyncd chrony chronyd ntp ntpsec ntpd";

const timeSynchronisation: Check = {
  id: "time-synchronisation",
  title: "Time synchronisation is configured and enabled",
  category: "system",
  mandatory: true,
  steps: () => [
    {
      on: "guest",
      command: `for unit in ${TIME_SERVICES}; do echo "$unit $(systemctl is-enabled $unit 2>/dev/null) $(systemctl is-active $unit)"; done`,
    },
    {
      on: "guest",
      command:
        "timedatectl show-timesync -p SystemNTPServers -p LinkNTPServers -p FallbackNTPServers 2>/dev/null; " +
        "sudo -n grep -rhsE '^(server|pool|peer|sourcedir)[[:space:]]' /etc/chrony /etc/chrony.conf /etc/ntp.conf /etc/ntpsec",
    },
  ],
  judge: (outcomes) => {
    const rows = linesOf(outcomeOf(outcomes, 0).stdout).map((line) => line.split(/\s+/));
    if (rows.length === 0) return commandFailed("The state of the time services", outcomeOf(outcomes, 0));
    const enabled = rows.filter(([, state]) => state === "enabled" || state === "alias");
    if (enabled.length === 0) return failed("No time service is enabled (looked for systemd-timesyncd, chrony, ntp).");
    const active = enabled.find((row) => row[2] === "active");
    if (!active) return failed(`${enabled[0]?.[0]} is enabled but ${enabled[0]?.[2] ?? "inactive"}.`);
    const sources = linesOf(outcomeOf(outcomes, 1).stdout).filter((line) => !/^\w+=$/.test(line));
    if (sources.length === 0) return failed(`${active[0]} runs, but no time server is configured.`);
    return passed(`${active[0]} is enabled and active; ${sources.length === 1 ? "a source is" : "sources are"} configured.`);
  },
};

const ENTROPY_SERVICES = "rng-tools-debian rng-tools rng-tools5 rngd haveged jitterentropy";

const entropy: Check = {
  id: "entropy",
  title: "A service feeds the kernel from the hardware random number generator",
  category: "system",
  mandatory: true,
  steps: () => [
    { on: "guest", command: `for unit in ${ENTROPY_SERVICES}; do echo "$unit $(systemctl is-active $unit)"; done` },
    { on: "guest", command: "cat /proc/sys/kernel/random/entropy_avail" },
    { on: "guest", command: "cat /sys/class/misc/hw_random/rng_current" },
  ],
  judge: (outcomes) => {
    const active = linesOf(outcomeOf(outcomes, 0).stdout).find((line) => line.endsWith(" active"));
    const bits = Number(outcomeOf(outcomes, 1).stdout.trim() || Number.NaN);
    const device = outcomeOf(outcomes, 2).stdout.trim();
    if (Number.isNaN(bits)) return commandFailed("The available entropy", outcomeOf(outcomes, 1));
    if (bits < 200) return failed(`Only ${bits} bits of entropy are available; 200 and more are expected.`);
    if (!device.startsWith("virtio_rng")) {
      return failed(`The kernel does not use the virtio random number generator (rng_current is ${device || "empty"}).`);
    }
    if (!active) return failed("No entropy service is active (looked for rng-tools, rngd, haveged, jitterentropy).");
    return passed(`${active.split(" ")[0]} is active, ${device} is in use, ${bits} bits are available.`);
  },
};

const noFailedUnits: Check = {
  id: "no-failed-units",
  title: "No systemd unit has failed",
  category: "system",
  mandatory: true,
  steps: () => [
    { on: "guest", command: "systemctl list-units --state=failed --plain --no-legend --no-pager" },
    { on: "guest", command: "systemctl is-system-running" },
  ],
  judge: (outcomes) => {
    const units = outcomeOf(outcomes, 0);
    if (units.exitCode !== 0) return commandFailed("The list of failed units", units);
    const names = linesOf(units.stdout).map((line) => line.split(/\s+/)[0]);
    if (names.length > 0) return failed(`Failed: ${names.join(", ")}.`);
    const state = outcomeOf(outcomes, 1).stdout.trim();
    if (state === "running") return passed("No unit has failed; the system is running.");
    return warning(`No unit has failed, but the system's state is ${state || "unknown"}, not running.`);
  },
};

const uniqueIdentity: Check = {
  id: "unique-identity",
  title: "The machine id and the ssh host keys are made on first boot",
  category: "system",
  mandatory: true,
  steps: () => [
    { on: "guest", command: "grep btime /proc/stat" },
    { on: "guest", command: "stat --format='%Y %n' /etc/machine-id /etc/ssh/ssh_host_*_key" },
    { on: "guest", command: "cat /etc/machine-id" },
  ],
  judge: (outcomes) => {
    const bootSeconds = Number(/btime (\d+)/.exec(outcomeOf(outcomes, 0).stdout)?.[1] ?? Number.NaN);
    if (Number.isNaN(bootSeconds)) return commandFailed("The time of the boot", outcomeOf(outcomes, 0));
    if (!/^[0-9a-f]{32}$/.test(outcomeOf(outcomes, 2).stdout.trim())) return failed("/etc/machine-id holds no machine id.");
    const stat = outcomeOf(outcomes, 1);
    const files = linesOf(stat.stdout).map((line) => line.split(/\s+/));
    if (!files.some(([, path]) => path?.includes("/ssh_host_"))) return failed("There is no ssh host key.");
    if (stat.exitCode !== 0) return commandFailed("The age of the files", stat);
    // btime is computed from the uptime and may be off by a second.
    const older = files.filter(([seconds]) => Number(seconds) < bootSeconds - 2).map(([, path]) => path);
    if (older.length > 0) return failed(`Older than this first boot, so shared by all instances: ${older.join(", ")}.`);
    return passed(`The machine id and ${files.length - 1} ssh host keys were made on this first boot.`);
  },
};

const noSwap: Check = {
  id: "no-swap",
  title: "No swap space is in use",
  category: "system",
  mandatory: false,
  steps: () => [{ on: "guest", command: "/usr/sbin/swapon --show=NAME --noheadings" }],
  judge: (outcomes) => {
    const outcome = outcomeOf(outcomes, 0);
    if (outcome.exitCode !== 0) return warning("The list of swap areas could not be read.");
    const areas = linesOf(outcome.stdout);
    return areas.length === 0 ? passed("There is no swap area.") : warning(`Swap areas in use: ${areas.join(", ")}.`);
  },
};

export const cloudInitCheck = cloudInitDone;
export const systemChecks: Check[] = [rootGrown, timeSynchronisation, entropy, uniqueIdentity, noSwap, noFailedUnits];
