import { commandFailed, failed, linesOf, outcomeOf, passed } from "../check.ts";
import type { Check, Outcome } from "../check.ts";
import { parseAptSources, suitesToUpdate } from "../apt-sources.ts";
import type { AptSource } from "../apt-sources.ts";

const repositories: Check = {
  id: "repositories-registered",
  title: "Main, update and security repositories are registered and signed",
  category: "updates",
  mandatory: true,
  steps: () => [
    // What apt would fetch, by its configuration alone: neither package lists nor a network need to be there.
    { on: "guest", command: "sudo -n apt-get --print-uris update" },
    { on: "guest", command: ". /etc/os-release && echo \"$VERSION_CODENAME\"" },
    // `sed -s` with `$G` sets files apart: a stanza ends with its file.
    { on: "guest", command: "sudo -n find /etc/apt/sources.list /etc/apt/sources.list.d -type f \\( -name '*.list' -o -name '*.sources' \\) -size +0 -exec sed -s '$G' {} +" },
    {
      on: "guest",
      command: "sudo -n grep -riE '^[^#]*((trusted|allow-insecure|allow-weak)[ =:]+(yes|true|1)|AllowUnauthenticated|AllowInsecureRepositories)' /etc/apt",
    },
    { on: "guest", command: "find -L /usr/share/keyrings /etc/apt/keyrings /etc/apt/trusted.gpg /etc/apt/trusted.gpg.d -type f -size +0 2>/dev/null; true" },
  ],
  judge: (outcomes) => {
    const [uris, release, sourceText, unsigned, keyFiles] = [0, 1, 2, 3, 4].map((step) => outcomeOf(outcomes, step)) as Five;
    if (uris.exitCode !== 0) return commandFailed("apt's list of repositories", uris);
    const suites = suitesToUpdate(uris.stdout);
    if (suites.length === 0) return failed("apt knows no package repository.");
    const codename = release.stdout.trim();
    if (codename === "") return commandFailed("The release's code name", release);
    const wanted = [codename, `${codename}-updates`, `${codename}-security`];
    const missing = wanted.filter((suite) => !suites.includes(suite));
    if (missing.length > 0) return failed(`Not registered: ${missing.join(", ")}.`);
    const sources = parseAptSources(sourceText.stdout);
    if (sources.length === 0) return commandFailed("The package sources", sourceText);
    const local = sources.find(({ uri }) => /^(file|copy|cdrom):|\/\/(localhost|127\.|10\.0\.2\.)/.test(uri));
    if (local) return failed(`${local.suite} points at ${local.uri}, which customers do not have.`);
    // Exit code 1 of grep means that it found nothing, which is what is wanted.
    if (unsigned.exitCode !== 1) {
      return failed(`Signatures are not enforced: ${linesOf(unsigned.stdout).join("; ") || "the apt settings could not be read"}`);
    }
    const unkeyed = sources.map((source) => keyFault(source, linesOf(keyFiles.stdout))).find((fault) => fault !== null);
    if (unkeyed) return failed(unkeyed);
    return passed(`${wanted.join(", ")} are registered, each with a key to check its signature.`);
  },
};

type Five = [Outcome, Outcome, Outcome, Outcome, Outcome];

function keyFault({ suite, signedBy }: AptSource, keyFiles: string[]): string | null {
  if (signedBy === "") {
    const trusted = keyFiles.some((path) => path.startsWith("/etc/apt/trusted.gpg"));
    return trusted ? null : `${suite} has no Signed-By, and there is no trusted keyring.`;
  }
  if (!signedBy.startsWith("/") || keyFiles.includes(signedBy)) return null;
  return `${suite} is signed by ${signedBy}, which is not there.`;
}

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
