import { describe, expect, it } from "vitest";
import { exit, judgeWith, ok } from "../fixtures.ts";
import { accessChecks } from "./access.ts";

const REFUSED = exit(255, "root@127.0.0.1: Permission denied (publickey).\n");

describe("no-root-login", () => {
  const judge = judgeWith(accessChecks, "no-root-login");
  it("passes when root is refused and the setting says so", () => {
    expect(judge(REFUSED, ok("port 22\npermitrootlogin no\n")).verdict).toBe("passed");
  });
  it.each([
    ["a root login that succeeds", ok("uid=0(root) gid=0(root) groups=0(root)\n"), ok("permitrootlogin yes\n"), /succeeded/],
    [
      "a session that only cloud-init's forced command ends",
      exit(142, "", 'Please login as the user "linux" rather than the user "root".\n'),
      ok("permitrootlogin without-password\n"),
      /forced command/,
    ],
    ["a setting that still allows keys", REFUSED, ok("permitrootlogin without-password\n"), /without-password/],
    ["a server that never answered", exit(255, "ssh: connect to host 127.0.0.1 port 2222: Connection refused\n"), ok("permitrootlogin no\n"), /refused/],
    ["settings that cannot be read", REFUSED, exit(1, "sudo: a password is required\n"), /password is required/],
  ])("fails on %s", (_, attempt, settings, reason) => {
    expect(judge(attempt, settings)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("no-password-login", () => {
  const judge = judgeWith(accessChecks, "no-password-login");
  it("passes when publickey is the only method", () => {
    expect(judge(exit(255, "linux@127.0.0.1: Permission denied (publickey).\n")).verdict).toBe("passed");
  });
  it.each([
    ["passwords", exit(255, "linux@127.0.0.1: Permission denied (publickey,password).\n"), /offers password;/],
    ["keyboard-interactive", exit(255, "linux@127.0.0.1: Permission denied (publickey,keyboard-interactive).\n"), /keyboard-interactive/],
    ["no credential at all", ok("uid=1000(linux)\n"), /without any credential/],
    ["no answer", exit(255, "kex_exchange_identification: read: Connection reset by peer\n"), /reset by peer/],
  ])("fails on %s", (_, attempt, reason) => {
    expect(judge(attempt)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("sshd-modern-crypto", () => {
  const judge = judgeWith(accessChecks, "sshd-modern-crypto");
  const settings = (changes: Record<string, string> = {}) =>
    ok(
      Object.entries({
        port: "22",
        ciphers: "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes256-ctr",
        macs: "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,umac-128-etm@openssh.com",
        kexalgorithms: "sntrup761x25519-sha512@openssh.com,curve25519-sha256,diffie-hellman-group16-sha512",
        hostkeyalgorithms: "ssh-ed25519,rsa-sha2-512",
        pubkeyacceptedalgorithms: "ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512",
        ...changes,
      }).map(([name, value]) => `${name} ${value}\n`).join(""),
    );
  it("passes on modern lists", () => expect(judge(settings()).verdict).toBe("passed"));
  it.each([
    ["ciphers", "aes256-ctr,aes128-cbc", /ciphers: aes128-cbc/],
    ["macs", "umac-64-etm@openssh.com,hmac-sha1,hmac-sha2-256", /umac-64-etm@openssh.com, hmac-sha1\./],
    ["kexalgorithms", "curve25519-sha256,diffie-hellman-group14-sha1", /diffie-hellman-group14-sha1/],
    ["hostkeyalgorithms", "ssh-ed25519,ssh-rsa", /hostkeyalgorithms: ssh-rsa/],
    ["macs", "", /does not name macs/],
  ])("fails on weak %s %s", (name, value, reason) => {
    expect(judge(settings({ [name]: value }))).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("passwordless-sudo", () => {
  const judge = judgeWith(accessChecks, "passwordless-sudo");
  it("passes on user id 0", () => expect(judge(ok("0\n")).verdict).toBe("passed"));
  it("fails when sudo asks for a password", () => {
    expect(judge(exit(1, "sudo: a password is required\n")).reason).toContain("a password is required");
  });
  it("fails when the host's name does not resolve", () => {
    expect(judge(ok("0\n", "sudo: unable to resolve host boot-test: Name or service not known\n"))).toMatchObject({
      verdict: "failed",
      reason: expect.stringContaining("unable to resolve host"),
    });
  });
});

describe("random-password-set", () => {
  const judge = judgeWith(accessChecks, "random-password-set");
  it("passes when the prompt shows the password and nobody else reads it", () => {
    expect(judge(ok("hash\n"), ok("shown: yes\nlength: 20\nsearched\n")).verdict).toBe("passed");
  });
  it.each([
    ["a locked account", ok("locked\n"), ok("shown: no\n"), /locked/],
    ["an empty password", ok("empty\n"), ok("shown: no\n"), /empty/],
    ["a prompt without it", ok("hash\n"), ok("shown: no\n"), /no word shown/],
    ["a short one", ok("hash\n"), ok("shown: yes\nlength: 8\nsearched\n"), /8 characters/],
    ["a world-readable copy", ok("hash\n"), ok("shown: yes\nlength: 20\nreadable: /etc/issue\nsearched\n"), /in \/etc\/issue/],
    ["a search that broke off", ok("hash\n"), ok("shown: yes\nlength: 20\n"), /search/],
    ["a missing program", ok("hash\n"), exit(127, "sudo: perl: command not found\n"), /perl/],
  ])("fails on %s", (_, scheme, shown, reason) => {
    expect(judge(scheme, shown)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

it("judges nothing as passed when there is no outcome", () => {
  for (const check of accessChecks) expect(check.judge([], { loginUser: "linux" }).verdict).toBe("failed");
});
