import { commandFailed, failed, linesOf, outcomeOf, passed } from "../check.ts";
import type { Check } from "../check.ts";
import { CONSOLE_PASSWORD_PROGRAM } from "../console-password.ts";
import { parseSettings, weakAlgorithms } from "../sshd-settings.ts";

/** `-C` makes sshd apply the Match blocks that hold for this visitor. */
const SSHD_SETTINGS_FOR = (user: string) => `sudo -n /usr/sbin/sshd -T -C user=${user},host=visitor,addr=192.0.2.1`;

const noRootLogin: Check = {
  id: "no-root-login",
  title: "Root cannot log in over ssh",
  category: "access",
  mandatory: true,
  steps: () => [
    { on: "client", attempt: "root-login" },
    { on: "guest", command: SSHD_SETTINGS_FOR("root") },
  ],
  judge: (outcomes) => {
    const attempt = outcomeOf(outcomes, 0);
    const text = `${attempt.stdout}\n${attempt.stderr}`;
    if (attempt.exitCode === 0) return failed("A login as root with the injected key succeeded.");
    if (/please login as the user/i.test(text)) {
      return failed("sshd accepts root; only cloud-init's forced command ends the session. Set PermitRootLogin no.");
    }
    if (!/permission denied/i.test(text)) return commandFailed("The server's answer to a root login", attempt);
    const settings = outcomeOf(outcomes, 1);
    if (settings.exitCode !== 0) return commandFailed("The effective sshd settings", settings);
    const value = parseSettings(settings.stdout).get("permitrootlogin") ?? "not set";
    if (value !== "no") return failed(`The server refused root, but PermitRootLogin is ${value}, not no.`);
    return passed("The server refused root with the injected key, and PermitRootLogin is no.");
  },
};

const noPasswordLogin: Check = {
  id: "no-password-login",
  title: "The ssh server offers public keys only",
  category: "access",
  mandatory: true,
  steps: () => [{ on: "client", attempt: "offered-methods" }],
  judge: (outcomes) => {
    const attempt = outcomeOf(outcomes, 0);
    if (attempt.exitCode === 0) return failed("The server let a visitor in without any credential.");
    const offered = /permission denied \(([^)]*)\)/i.exec(`${attempt.stderr}\n${attempt.stdout}`)?.[1];
    if (offered === undefined) return commandFailed("The list of offered methods", attempt);
    const methods = offered.split(",").map((method) => method.trim()).filter(Boolean);
    const others = methods.filter((method) => method !== "publickey");
    if (others.length > 0) return failed(`The server also offers ${others.join(", ")}; only publickey is allowed.`);
    if (methods.length === 0) return failed("The server names no method at all, so nobody can log in.");
    return passed("The server offers publickey and nothing else.");
  },
};

const modernCrypto: Check = {
  id: "sshd-modern-crypto",
  title: "The ssh server allows modern cryptography only",
  category: "access",
  mandatory: true,
  steps: ({ loginUser }) => [{ on: "guest", command: SSHD_SETTINGS_FOR(loginUser) }],
  judge: (outcomes) => {
    const settings = outcomeOf(outcomes, 0);
    if (settings.exitCode !== 0) return commandFailed("The effective sshd settings", settings);
    const { missing, weak } = weakAlgorithms(parseSettings(settings.stdout));
    if (missing.length > 0) return failed(`sshd -T does not name ${missing.join(", ")}.`);
    if (weak.length > 0) return failed(`sshd allows weak algorithms: ${weak.join("; ")}.`);
    return passed("No CBC or RC4 cipher, no SHA-1 or MD5, no 64-bit tag and no ssh-rsa or DSA key is allowed.");
  },
};

const passwordlessSudo: Check = {
  id: "passwordless-sudo",
  title: "The login user has sudo without a password",
  category: "access",
  mandatory: true,
  steps: () => [{ on: "guest", command: "sudo -n id -u" }],
  judge: (outcomes, { loginUser }) => {
    const outcome = outcomeOf(outcomes, 0);
    if (outcome.exitCode !== 0) return failed(`sudo refuses ${loginUser}: ${linesOf(outcome.stderr).at(-1) ?? "no message"}`);
    if (outcome.stdout.trim() !== "0") return failed(`sudo ran as user id ${outcome.stdout.trim() || "(none)"}, not as 0.`);
    if (outcome.stderr.trim() !== "") return failed(`sudo works but complains: ${linesOf(outcome.stderr).at(-1)}`);
    return passed(`${loginUser} becomes root without a password.`);
  },
};

/** The hash itself stays in the guest: only its scheme and length leave it. */
const SHADOW_SCHEME = String.raw`if ($1 ~ /^[!*]/) h="locked"; else if ($1 == "") h="empty"; else if ($1 ~ /^\$[0-9a-z]+\$/ && length($1) > 20) h="hash"; else h="invalid"; print h`;

const randomPassword: Check = {
  id: "random-password-set",
  title: "The login user has a random password, shown at the console's login prompt only",
  category: "access",
  mandatory: true,
  steps: ({ loginUser }) => [
    { on: "guest", command: `sudo -n getent shadow ${loginUser} | cut -d: -f2 | awk '{${SHADOW_SCHEME}}'` },
    { on: "guest", command: `sudo -n perl -e '${CONSOLE_PASSWORD_PROGRAM}' ${loginUser}`, input: "console-words", timeoutMs: 240_000 },
  ],
  judge: (outcomes, { loginUser }) => {
    const scheme = outcomeOf(outcomes, 0).stdout.trim();
    if (scheme === "locked") return failed(`${loginUser} has no usable password: the account's password is locked.`);
    if (scheme === "empty") return failed(`${loginUser} has an empty password.`);
    if (scheme !== "hash") return commandFailed("The password hash", outcomeOf(outcomes, 0));
    const console = outcomeOf(outcomes, 1);
    if (console.exitCode !== 0) return commandFailed("The comparison with the login prompt", console);
    const answers = linesOf(console.stdout);
    if (answers[0] === "shown: no") {
      return failed(`${loginUser} has a password, but no word shown above the console's login prompt is that password.`);
    }
    if (answers[0] !== "shown: yes") return commandFailed("The comparison with the login prompt", console);
    const length = Number(/^length: (\d+)$/.exec(answers[1] ?? "")?.[1] ?? 0);
    if (length < 12) return failed(`The password shown has ${length} characters; at least 12 are needed.`);
    const readable = answers.filter((line) => line.startsWith("readable: ")).map((line) => line.slice("readable: ".length));
    if (readable.length > 0) return failed(`Every local user can read the password in ${readable.join(", ")}.`);
    if (!answers.includes("searched")) return commandFailed("The search for readable copies", console);
    return passed("The password at the login prompt is the real one, and no other local user finds it in a file.");
  },
};

export const accessChecks: Check[] = [noRootLogin, noPasswordLogin, modernCrypto, passwordlessSudo, randomPassword];
