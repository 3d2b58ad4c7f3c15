import { execFileSync } from "node:child_process";
import { constants, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The operating-system account under which the embedded server runs. `null` ids: the account of this process. */
export type ServerAccount = { uid: number | null; gid: number | null; prefix: string[] };

const accountName = "postgres";

function lookUp(file: string, name: string): number | null {
  const line = readFileSync(file, "utf8").split("\n").find((entry) => entry.startsWith(`${name}:`));
  const id = Number(line?.split(":")[2]);
  return Number.isInteger(id) ? id : null;
}

/** True when `others` may search every folder above and including `path`. */
export function isReachableByOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * PostgreSQL refuses to run as root, so root starts it under the account `postgres`, which is made when it is missing.
 * In a checkout below a folder that only root may enter (a clone in root's home), that account could reach neither the
 * binaries nor its own data. Then, and only then, the server gets the one Linux capability that lets it pass folders it
 * could not search (capabilities(7)); it still is no root and still writes only what is its own. Containers commonly lack
 * `dac_read_search`, hence the second choice.
 *
 * @param paths folders that the server must reach
 */
export function serverAccount(paths: string[]): ServerAccount {
  const deathSignal = ["--pdeathsig", "INT"];
  if (process.getuid?.() !== 0) return { uid: null, gid: null, prefix: ["setpriv", ...deathSignal, "--"] };
  if (lookUp("/etc/passwd", accountName) === null) {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", accountName]);
  }
  const uid = lookUp("/etc/passwd", accountName);
  const gid = lookUp("/etc/group", accountName);
  if (uid === null || gid === null) throw new Error(`The account "${accountName}" has no group of its own: make it with useradd --system --user-group ${accountName}.`);
  const identity = ["--reuid", String(uid), "--regid", String(gid), "--clear-groups"];
  const capability = paths.every(isReachableByOthers) ? [] : searchCapability();
  return { uid, gid, prefix: ["setpriv", ...identity, ...capability, ...deathSignal, "--"] };
}

function searchCapability(): string[] {
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0"}`);
  const name = (bounding >> 2n) & 1n ? "dac_read_search" : "dac_override";
  // Without this bit access(2), with which the server looks for its own programs, would not count the capability.
  return ["--securebits", "+no_setuid_fixup", "--inh-caps", `+${name}`, "--ambient-caps", `+${name}`];
}
