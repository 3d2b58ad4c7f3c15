import { describe, expect, it } from "vitest";
import { exit, judgeWith, ok } from "../fixtures.ts";
import { cloudInitCheck, systemChecks } from "./system.ts";

describe("cloud-init-done", () => {
  const judge = judgeWith([cloudInitCheck], "cloud-init-done");
  const result = (errors: string[] = []) =>
    ok(JSON.stringify({ v1: { datasource: "DataSourceNoCloud [seed=/dev/vdb][dsmode=net]", errors } }));
  const done = ok("....status: done\nboot_status_code: enabled-by-generator\nlast_update: Mon, 23 Nov 2026\ndetail:\nDataSourceNoCloud\n");
  it("passes when done", () => expect(judge(done, result()).verdict).toBe("passed"));
  it("warns when degraded", () => {
    expect(judge(exit(2, "", "status: done\nextended_status: degraded done\n"), result()).verdict).toBe("warning");
  });
  it.each([
    ["errors of a module", exit(1, "", "status: error\n"), result(["('locale', ProcessExecutionError)"]), /locale/],
    ["errors that the status hides", done, result(["('ssh', OSError())"]), /ssh/],
    ["a status that is not done", exit(1, "", "status: error\n"), result(), /error/],
    ["cloud-init switched off", ok("status: disabled\n"), result(), /disabled/],
    ["no result", done, exit(1, "cat: /run/cloud-init/result.json: No such file or directory"), /result\.json/],
    ["no cloud-init", exit(127, "bash: cloud-init: command not found\n"), exit(1), /command not found/],
  ])("fails on %s", (_, status, json, reason) => {
    expect(judge(status, json)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("root-filesystem-grown", () => {
  const judge = judgeWith(systemChecks, "root-filesystem-grown");
  const disks = (parts: string) => ok(`disk 8589934592 0\n${parts}disk 374784 0\n`);
  it("passes at 7.4 of 8 GiB", () => {
    expect(judge(ok("   1B-blocks\n7965712384\n"), disks("part 8588869120 0 /\n")).verdict).toBe("passed");
  });
  it("does not count an EFI partition against the root", () => {
    expect(judge(ok("1B-blocks\n7800000000\n"), disks("part 576716800 0 /boot/efi\npart 8011000000 0 /\n")).verdict).toBe("passed");
  });
  it("fails at the image's own size", () => {
    expect(judge(ok("1B-blocks\n2040373248\n"), disks("part 2147483648 0 /\n"))).toMatchObject({
      verdict: "failed",
      reason: expect.stringContaining("1.90 GiB of a disk of 8.00 GiB"),
    });
  });
  it("fails without an answer", () => {
    expect(judge(exit(1, "df: /: no"), disks("")).verdict).toBe("failed");
    expect(judge(ok("8350298112\n"), exit(127, "lsblk: not found")).verdict).toBe("failed");
  });
});

describe("time-synchronisation", () => {
  const judge = judgeWith(systemChecks, "time-synchronisation");
  const rest = "chrony  inactive\nntp  inactive\n";
  const servers = ok("SystemNTPServers=0.debian.pool.ntp.org\nFallbackNTPServers=\n");
  it("passes with an active service and servers", () => {
    expect(judge(ok(`systemd-timesyncd enabled active\n${rest}`), servers).verdict).toBe("passed");
  });
  it.each([
    ["none enabled", `systemd-timesyncd disabled active\n${rest}`, servers, /No time service is enabled/],
    ["none installed", rest, servers, /No time service is enabled/],
    ["one that failed", `chrony enabled failed\n`, servers, /enabled but failed/],
    ["no servers", `systemd-timesyncd enabled active\n`, ok("SystemNTPServers=\nFallbackNTPServers=\n"), /no time server/],
  ])("fails with %s", (_, units, sources, reason) => {
    expect(judge(ok(units), sources)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("entropy", () => {
  const judge = judgeWith(systemChecks, "entropy");
  const active = ok("rng-tools-debian active\nhaveged inactive\n");
  it("passes with a service and the virtio device", () => {
    expect(judge(active, ok("256\n"), ok("virtio_rng.0\n")).verdict).toBe("passed");
  });
  it("fails without a service, a device, or bits", () => {
    expect(judge(ok("rng-tools-debian inactive\n"), ok("256\n"), ok("virtio_rng.0\n")).reason).toContain("No entropy service");
    expect(judge(active, ok("256\n"), exit(1, "cat: No such file or directory")).reason).toContain("virtio");
    expect(judge(active, ok("12\n"), ok("virtio_rng.0\n")).reason).toContain("12 bits");
    expect(judge(active, exit(1), ok("virtio_rng.0\n")).verdict).toBe("failed");
  });
});

describe("unique-identity", () => {
  const judge = judgeWith(systemChecks, "unique-identity");
  const id = ok("0123456789abcdef0123456789abcdef\n");
  const boot = ok("btime 1795419000\n");
  it("passes when all is newer than the boot", () => {
    expect(judge(boot, ok("1795419004 /etc/machine-id\n1795419060 /etc/ssh/ssh_host_ed25519_key\n"), id).verdict).toBe("passed");
  });
  it("fails on a baked-in machine id or host key", () => {
    expect(judge(boot, ok("1795410000 /etc/machine-id\n1795419060 /etc/ssh/ssh_host_rsa_key\n"), id).reason).toContain("/etc/machine-id");
    expect(judge(boot, ok("1795419004 /etc/machine-id\n1795410000 /etc/ssh/ssh_host_rsa_key\n"), id).reason).toContain("ssh_host_rsa_key");
  });
  it("fails on an empty machine id and on missing keys", () => {
    expect(judge(boot, ok("1795419004 /etc/machine-id\n1795419060 /etc/ssh/ssh_host_rsa_key\n"), ok("uninitialized\n")).verdict).toBe("failed");
    expect(judge(boot, exit(1, "", "1795419004 /etc/machine-id\n"), id).reason).toContain("no ssh host key");
    // An image whose keys are newer still shares its machine id when that file is missing from the list.
    expect(judge(boot, exit(1, "", "1795419060 /etc/ssh/ssh_host_rsa_key\n"), id).verdict).toBe("failed");
  });
});

describe("no-failed-units and no-swap", () => {
  const units = judgeWith(systemChecks, "no-failed-units");
  const swap = judgeWith(systemChecks, "no-swap");
  it("names failed units", () => {
    expect(units(ok("networking.service loaded failed failed Raise network interfaces\n"), exit(1, "", "degraded\n"))).toEqual({
      verdict: "failed",
      reason: "Failed: networking.service.",
    });
  });
  it("passes when running and warns when starting", () => {
    expect(units(ok(""), ok("running\n")).verdict).toBe("passed");
    expect(units(ok(""), exit(1, "", "starting\n")).verdict).toBe("warning");
  });
  it("warns about swap", () => {
    expect(swap(ok("")).verdict).toBe("passed");
    expect(swap(ok("/swapfile\n")).reason).toContain("/swapfile");
  });
});
