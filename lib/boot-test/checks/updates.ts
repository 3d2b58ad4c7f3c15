import { commandFailed, failed, linesOf, outcomeOf, passed } from "../check.ts";
import type { Check } from "../check.ts";

type Target = { uri: string; suite: string; signedBy: string };

/** Stanzas of `apt-get indextargets`, in the form of deb822(5). */
export function parseTargets(text: string): Target[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "mi").exec(stanza)?.[1]?.trim() ?? "";
    const target = { uri: field("Repo-URI"), suite: field("Release"), signedBy: field("Signed-By") };
    return target.uri === "" && target.suite === "" ? [] : [target];
  });
}

const repositories: Check = {
  id: "repositories-registered",
  title: "Main, update and security repositories are registered and signed",
  category: "updates",
  mandatory: true,
  steps: () => [
    // Answers from the configuration alone: the package lists need not be there, nor a network.
    { on: "guest", command: "apt-get indextargets 'Identifier: Packages'" },
    { on: "guest", command: ". /etc/os-release && echo \"$VERSION_CODENAME\"" },
    {
      on: "guest",
      command: "sudo -n grep -riE '^[^#]*(trusted|allow-insecure|allow-weak)[ =:]+(yes|true|1)|AllowUnauthenticated' /etc/apt",
    },
    { on: "guest", command: "find /etc/apt/trusted.gpg /etc/apt/trusted.gpg.d -type f -size +0 2>/dev/null; true" },
  ],
  judge: (outcomes) => {
    const [listed, release, unsigned, keyrings] = [0, 1, 2, 3].map((step) => outcomeOf(outcomes, step));
    const targets = parseTargets(listed?.stdout ?? "");
    if (listed?.exitCode !== 0 || targets.length === 0) return failed("apt knows no package repository.");
    const codename = release?.stdout.trim() ?? "";
    if (codename === "") return commandFailed("The release's code name", outcomeOf(outcomes, 1));
    const wanted = [codename, `${codename}-updates`, `${codename}-security`];
    const missing = wanted.filter((suite) => !targets.some((target) => target.suite === suite));
    if (missing.length > 0) return failed(`Not registered: ${missing.join(", ")}.`);
    const local = targets.find(({ uri }) => /^(file|copy|cdrom):|\/\/(localhost|127\.|10\.0\.2\.)/.test(uri));
    if (local) return failed(`${local.suite} points at ${local.uri}, which customers do not have.`);
    // Exit code 1 of grep means that it found nothing, which is what is wanted.
    if (unsigned?.exitCode !== 1) {
      const detail = linesOf(unsigned?.stdout ?? "").join("; ") || "the apt settings could not be read";
      return failed(`Signatures of repositories are not enforced: ${detail}`);
    }
    const unkeyed = targets.filter(({ signedBy }) => signedBy === "");
    if (unkeyed.length > 0 && linesOf(keyrings?.stdout ?? "").length === 0) {
      return failed(`${unkeyed[0]?.suite} has no Signed-By, and there is no trusted keyring.`);
    }
    return passed(`${wanted.join(", ")} are registered, each with a key to check its signature.`);
  },
};

const packageDatabase: Check = {
  id: "package-database-consistent",
  title: "The package database is consistent",
  category: "updates",
  mandatory: true,
  steps: () => [
    { on: "guest", command: "dpkg --audit" },
    { on: "guest", command: "sudo -n apt-get --simulate --quiet install" },
  ],
  judge: (outcomes) => {
    const audit = outcomeOf(outcomes, 0);
    if (audit.exitCode !== 0 || audit.stdout.trim() !== "") {
      return failed(`dpkg --audit complains: ${linesOf(audit.stdout || audit.stderr).join(" ").slice(0, 300) || "no message"}`);
    }
    const simulation = outcomeOf(outcomes, 1);
    if (simulation.exitCode !== 0) return commandFailed("apt's view of the dependencies", simulation);
    return passed("dpkg has nothing to complain about, and all dependencies are met.");
  },
};

export const updateChecks: Check[] = [repositories, packageDatabase];
