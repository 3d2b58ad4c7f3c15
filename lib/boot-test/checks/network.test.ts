import { describe, expect, it } from "vitest";
import { exit, judgeWith, ok } from "../fixtures.ts";
import { networkChecks } from "./network.ts";

const SSHD = `tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=512,fd=3))
tcp   LISTEN 0      128             [::]:22           [::]:*    users:(("sshd",pid=512,fd=4))
`;
const DHCP = `udp   UNCONN 0      0            0.0.0.0:68        0.0.0.0:*    users:(("dhclient",pid=401,fd=7))
udp   UNCONN 0      0     10.0.2.15%ens2:68        0.0.0.0:*    users:(("systemd-network",pid=300,fd=18))
udp   UNCONN 0      0      [fe80::5054:ff:fe12:3456]%ens2:546  [::]:*  users:(("systemd-network",pid=300,fd=21))
`;

describe("only-sshd-listening", () => {
  const judge = judgeWith(networkChecks, "only-sshd-listening");
  it("passes with sshd, DHCP clients and loopback", () => {
    const stub = 'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=280,fd=17))\n';
    expect(judge(ok(SSHD + DHCP + stub + 'udp UNCONN 0 0 [::1]:323 [::]:* users:(("chronyd",pid=9,fd=6))\n')).verdict).toBe("passed");
  });
  it("passes where systemd holds the port for sshd", () => {
    expect(judge(ok('tcp LISTEN 0 4096 *:22 *:* users:(("sshd",pid=612,fd=3),("systemd",pid=1,fd=40))\n')).verdict).toBe("passed");
  });
  it.each([
    ["LLMNR", 'udp UNCONN 0 0 0.0.0.0:5355 0.0.0.0:* users:(("systemd-resolve",pid=280,fd=11))', "systemd-resolve on udp port 5355"],
    ["a web server on IPv6", 'tcp LISTEN 0 511 [::]:80 [::]:* users:(("nginx",pid=700,fd=6))', "nginx on tcp port 80"],
    ["a stranger on the DHCP port", 'udp UNCONN 0 0 0.0.0.0:68 0.0.0.0:* users:(("nc",pid=3,fd=3))', "nc on udp port 68"],
    ["a kernel listener without an owner", "udp UNCONN 0 0 0.0.0.0:111 0.0.0.0:*", "an unnamed program on udp port 111"],
  ])("fails on %s", (_, line, named) => {
    expect(judge(ok(`${SSHD}${line}\n`))).toMatchObject({ verdict: "failed", reason: expect.stringContaining(named) });
  });
  it("fails without sshd, and without an answer", () => {
    expect(judge(ok(DHCP)).reason).toContain("port 22");
    expect(judge(exit(127, "sudo: ss: command not found\n")).reason).toContain("command not found");
    expect(judge(ok("")).verdict).toBe("failed");
  });
});

const HARDENED = `fs.protected_hardlinks = 1
fs.protected_symlinks = 1
kernel.dmesg_restrict = 1
kernel.kptr_restrict = 2
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv4.conf.all.rp_filter = 2
net.ipv4.conf.all.arp_filter = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.accept_redirects = 0
net.ipv4.conf.default.rp_filter = 2
net.ipv4.conf.default.send_redirects = 0
net.ipv4.conf.ens2.accept_redirects = 0
net.ipv4.conf.ens2.send_redirects = 0
net.ipv4.conf.lo.accept_redirects = 1
net.ipv4.icmp_echo_ignore_broadcasts = 1
net.ipv4.icmp_ignore_bogus_error_responses = 1
net.ipv4.tcp_syncookies = 1
net.ipv6.conf.all.accept_redirects = 0
`;

describe("sysctl-hardening", () => {
  const judge = judgeWith(networkChecks, "sysctl-hardening");
  it("passes on hardened values, whatever lo has", () => expect(judge(ok(HARDENED)).verdict).toBe("passed"));
  it.each([
    ["kernel.kptr_restrict = 2", "kernel.kptr_restrict = 0", "kernel.kptr_restrict is 0, not 1 or 2"],
    ["net.ipv4.icmp_echo_ignore_broadcasts = 1\n", "", "net.ipv4.icmp_echo_ignore_broadcasts is missing"],
    // Without forwarding the kernel accepts redirects where either `all` or the interface allows them.
    ["ens2.accept_redirects = 0", "ens2.accept_redirects = 1", "net.ipv4.conf.ens2.accept_redirects is 1"],
    ["net.ipv6.conf.all.accept_redirects = 0", "net.ipv6.conf.all.accept_redirects = 1", "net.ipv6.conf.all.accept_redirects is 1"],
    ["all.rp_filter = 2", "all.rp_filter = 0", "net.ipv4.conf.all.rp_filter is 0"],
  ])("fails when %s becomes %s", (from, to, reason) => {
    expect(HARDENED).toContain(from);
    expect(judge(ok(HARDENED.replace(from, to)))).toMatchObject({ verdict: "failed", reason: expect.stringContaining(reason) });
  });
  it("fails without an answer", () => {
    expect(judge(exit(1, "sudo: /usr/sbin/sysctl: command not found\n")).reason).toContain("command not found");
  });
});
