/** Lists of algorithms that sshd must not leave open, with what is weak in each (RFC 9142 for key exchange, RFC 8332). */
const WEAK: Record<string, RegExp> = {
  ciphers: /cbc|arcfour|3des|blowfish|cast128/,
  macs: /md5|sha1|umac-64|ripemd/,
  kexalgorithms: /sha1(?!\d)|group1-/,
  hostkeyalgorithms: /^ssh-rsa|^ssh-dss/,
  pubkeyacceptedalgorithms: /^ssh-rsa|^ssh-dss/,
};

/** The output of `sshd -T`: a keyword in lower case and its value on each line. The first line of a keyword counts. */
export function parseSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, value] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name && value !== undefined && !settings.has(name.toLowerCase())) settings.set(name.toLowerCase(), value.trim());
  }
  return settings;
}

export function weakAlgorithms(settings: Map<string, string>): { missing: string[]; weak: string[] } {
  const missing: string[] = [];
  const weak: string[] = [];
  for (const [name, pattern] of Object.entries(WEAK)) {
    const value = settings.get(name);
    if (!value) {
      missing.push(name);
      continue;
    }
    const found = value.split(",").filter((algorithm) => pattern.test(algorithm));
    if (found.length > 0) weak.push(`${name}: ${found.join(", ")}`);
  }
  return { missing, weak };
}
