import type { Transaction } from "#lib/db.ts";

// The checks that the boot test makes of every image, by the words of its own report.
const checks = [
  ["boot-reaches-login", "reaches the login prompt", "boot"], ["boot-time", "boots within its time", "boot"], ["cloud-init-done", "cloud-init finishes without errors", "cloud-init"],
  ["ssh-key-login", "the key of the user-data logs in", "access"], ["ssh-no-passwords", "sshd takes no passwords", "access"], ["root-locked", "root cannot log in", "access"],
  ["root-grows", "the root filesystem fills the disk", "system"], ["time-synchronized", "the clock is synchronized", "system"], ["no-failed-units", "no unit has failed", "system"],
  ["only-sshd-listens", "sshd is the only service that the network reaches", "network"], ["name-resolution", "names are resolved", "network"], ["repositories-reachable", "the repositories answer", "updates"],
  ["no-pending-updates", "no security update is missing", "updates"],
] as const;

const packages = [
  "adduser", "apt", "base-files", "bash", "bind9-host", "bsdutils", "ca-certificates", "chrony", "cloud-init", "cloud-guest-utils", "coreutils", "curl", "dbus", "diffutils", "dpkg", "e2fsprogs",
  "ethtool", "file", "findutils", "gnupg", "gpgv", "grep", "grub-pc", "gzip", "hostname", "init", "iproute2", "iputils-ping", "kmod", "less", "libc6", "libssl3", "linux-image-cloud", "login", "lsb-release",
  "mount", "nano", "ncurses-base", "netplan.io", "openssh-client", "openssh-server", "openssl", "passwd", "perl-base", "procps", "python3", "qemu-guest-agent", "rsync", "rsyslog", "sed", "sudo", "systemd",
  "systemd-resolved", "tar", "tzdata", "udev", "unattended-upgrades", "util-linux", "vim-tiny", "wget", "xz-utils", "zlib1g", "zstd",
];

/** Boots, their checks and the packages of the planned builds; the planned failures fail here. */
export async function writeEvidence(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    insert into test_runs (build_id, attempt, accelerator, verdict, boot_seconds, started_at, finished_at)
    select id, 1, 'kvm', (case when fails then 'failed' else 'passed' end)::verdict, 6 + (seed + n) % 120 / 10.0, published_at - interval '8 minutes', published_at - interval '2 minutes'
    from demo_builds`;
  // Older builds keep one check each: that is what the database demands of a published build.
  await tx.$executeRaw`
    insert into test_results (run_id, check_id, position, title, category, mandatory, verdict, reason, command, output, duration_ms)
    select r.id, c ->> 0, at - 1, c ->> 1, c ->> 2, true, (case when d.fails and at = 1 then 'failed' else 'passed' end)::verdict,
      case when d.fails and at = 1 then 'No login prompt within 300 seconds.' else 'As expected.' end, 'demonstration', '', 200 + (d.seed + d.n * at) % 900
    from demo_builds d
    join test_runs r on r.build_id = d.id
    cross join lateral jsonb_array_elements(${JSON.stringify(checks)}::jsonb) with ordinality as list(c, at)
    where at = 1 or d.is_detailed`;
  await tx.$executeRaw`
    insert into build_packages (build_id, name, architecture, version, source)
    select d.id, p, case i.architecture when 'x86_64' then 'amd64' else 'arm64' end, (1 + at % 9) || '.' || (at * 7 % 30) || '.' || (d.n / (1 + at % 5)) || '-1', p
    from demo_builds d join images i on i.id = d.image_id
    cross join unnest(${packages}::text[]) with ordinality as list(p, at)
    where d.is_detailed`;
  await tx.$executeRaw`
    update builds b set status = 'failed', failed_stage = 'testing', failure_reason = 'The boot test did not reach the login prompt.', tests_passed = false, finished_at = d.published_at - interval '2 minutes'
    from demo_builds d where b.id = d.id and d.fails`;
}
