import { commandFailed, failed, linesOf, outcomeOf, passed } from "../check.ts";
import type { Check } from "../check.ts";

/** DHCP clients have to listen for the answer (RFC 2131 section 4.1, RFC 8415 section 7.2). */
const DHCP_CLIENTS = new Set(["dhclient", "dhcpcd", "systemd-network", "systemd-networkd", "NetworkManager"]);
const DHCP_CLIENT_PORTS = new Set(["68", "546"]);
/** systemd holds the port itself where ssh.socket starts sshd. */
const SSH_SERVERS = new Set(["sshd", "systemd"]);

type Listener = { protocol: string; address: string; port: string; program: string };

/** Rows of `ss -Htulpn`: netid, state, two queues, local and peer address, and the owning programs. */
export function parseListeners(text: string): Listener[] {
  return linesOf(text).map((line) => {
    const fields = line.split(/\s+/);
    const local = fields[4] ?? "";
    const at = local.lastIndexOf(":");
    return {
      protocol: fields[0] ?? "",
      address: local.slice(0, at).replace(/%[^\]]*/, "").replace(/^\[|\]$/g, ""),
      port: local.slice(at + 1),
      program: /users:\(\("([^"]+)"/.exec(line)?.[1] ?? "an unnamed program",
    };
  });
}

function isExpected({ protocol, address, port, program }: Listener): boolean {
  if (/^127\.|^::1$|^::ffff:127\./.test(address)) return true;
  if (protocol === "tcp") return port === "22" && SSH_SERVERS.has(program);
  return protocol === "udp" && DHCP_CLIENT_PORTS.has(port) && DHCP_CLIENTS.has(program);
}

const onlySshd: Check = {
  id: "only-sshd-listening",
  title: "sshd is the only service that the network reaches",
  category: "network",
  mandatory: true,
  steps: () => [{ on: "guest", command: "sudo -n ss -Htulpn" }],
  judge: (outcomes) => {
    const outcome = outcomeOf(outcomes, 0);
    const listeners = parseListeners(outcome.stdout);
    if (outcome.exitCode !== 0 || listeners.length === 0) return commandFailed("The list of listeners", outcome);
    if (!listeners.some((one) => one.protocol === "tcp" && one.port === "22")) return failed("Nothing listens on tcp port 22.");
    const others = listeners.filter((one) => !isExpected(one));
    if (others.length === 0) return passed("Besides sshd, only DHCP clients and loopback addresses listen.");
    const named = others.map(({ protocol, port, program }) => `${program} on ${protocol} port ${port}`);
    return failed(`Also reachable from the network: ${[...new Set(named)].join(", ")}.`);
  },
};

/** Settings that every interface, and `all` and `default` for new ones, must have. `lo` takes no traffic from outside. */
const INTERFACE_SETTINGS: { pattern: RegExp; allowed: string[] }[] = [
  { pattern: /^net\.ipv[46]\.conf\..+\.accept_redirects$/, allowed: ["0"] },
  { pattern: /^net\.ipv4\.conf\..+\.send_redirects$/, allowed: ["0"] },
  { pattern: /^net\.ipv[46]\.conf\..+\.accept_source_route$/, allowed: ["0", "-1"] },
];

/** Settings that must be there, with their allowed values (kernel documentation, ip-sysctl and admin-guide/sysctl). */
const REQUIRED_SETTINGS: Record<string, string[]> = {
  "net.ipv4.conf.all.accept_redirects": ["0"],
  "net.ipv4.conf.default.accept_redirects": ["0"],
  "net.ipv4.conf.all.send_redirects": ["0"],
  "net.ipv4.conf.default.send_redirects": ["0"],
  "net.ipv4.conf.all.rp_filter": ["1", "2"],
  "net.ipv4.conf.default.rp_filter": ["1", "2"],
  "net.ipv4.icmp_echo_ignore_broadcasts": ["1"],
  "net.ipv4.icmp_ignore_bogus_error_responses": ["1"],
  "net.ipv4.tcp_syncookies": ["1"],
  "kernel.kptr_restrict": ["1", "2"],
  "kernel.dmesg_restrict": ["1"],
  "fs.protected_hardlinks": ["1"],
  "fs.protected_symlinks": ["1"],
};

const SYSCTL_PATTERN =
  "accept_redirects|send_redirects|accept_source_route|rp_filter|icmp_echo_ignore_broadcasts|" +
  "icmp_ignore_bogus|tcp_syncookies|kptr_restrict|dmesg_restrict|protected_(hard|sym)links";

const sysctlHardening: Check = {
  id: "sysctl-hardening",
  title: "The kernel's network and pointer settings are hardened",
  category: "network",
  mandatory: true,
  steps: () => [{ on: "guest", command: `sudo -n /usr/sbin/sysctl --all --pattern '${SYSCTL_PATTERN}'` }],
  judge: (outcomes) => {
    const outcome = outcomeOf(outcomes, 0);
    const settings = linesOf(outcome.stdout).flatMap((line) => {
      const [, name, value] = /^(\S+)\s*=\s*(.*)$/.exec(line) ?? [];
      return name ? [{ name, value: value ?? "" }] : [];
    });
    if (settings.length === 0) return commandFailed("The kernel settings", outcome);
    const values = new Map(settings.map(({ name, value }) => [name, value]));
    const wrong = new Set<string>();
    for (const [name, allowed] of Object.entries(REQUIRED_SETTINGS)) {
      const value = values.get(name);
      if (value === undefined || !allowed.includes(value)) wrong.add(`${name} is ${value ?? "missing"}, not ${allowed.join(" or ")}`);
    }
    for (const { name, value } of settings) {
      if (/\.conf\.lo\./.test(name)) continue;
      const rule = INTERFACE_SETTINGS.find(({ pattern }) => pattern.test(name));
      if (rule && !rule.allowed.includes(value)) wrong.add(`${name} is ${value}, not ${rule.allowed[0]}`);
    }
    return wrong.size === 0
      ? passed(`All ${settings.length} settings have the hardened values.`)
      : failed(`${[...wrong].join("; ")}.`);
  },
};

export const networkChecks: Check[] = [onlySshd, sysctlHardening];
