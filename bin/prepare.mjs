// Imports nothing from npm: this runs on the machine's own Node, before any package is there.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;
const packages = join(root, "node_modules");
const stamp = join(packages, ".installed-lock");
const unfinished = "unfinished";

/** Ends the process with a sentence that says what to do. */
function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Makes sure that the packages of package-lock.json are installed, all of them and no others. */
export function installPackages() {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    refuse(`Node ${process.versions.node} is too old: install Node ${oldestNode} or newer and try again.`);
  }
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : null;
  if (installed === lock) return;
  console.log("• Installing packages …");
  // npm takes the packages of an interrupted installation for whole, although their install scripts never ran; and an
  // interrupted npm may still be tidying up. So such a folder goes, and a failed installation is tried again without it.
  let isDone = installed !== unfinished && runInstallation();
  for (let tries = 0; !isDone && tries < 3; tries++) {
    removePackages();
    isDone = runInstallation();
  }
  if (!isDone) refuse("The packages could not be installed: npm says why above. Mend that and start again.");
  writeFileSync(stamp, lock);
}

/** Removes the packages; where an npm that is still tidying up puts files back meanwhile, again after a second. */
function removePackages() {
  for (let tries = 1; ; tries++) {
    try {
      return rmSync(packages, { recursive: true, force: true });
    } catch (error) {
      if (tries === 30) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    }
  }
}

/** Whether npm has installed the locked packages whole. */
function runInstallation() {
  mkdirSync(packages, { recursive: true });
  writeFileSync(stamp, unfinished);
  // `npm ci` would refuse a lock file without the packages for other systems, which not every registry carries for each
  // version; `install --no-save` takes the same locked versions and checks the same hashes.
  const flags = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", flags, { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "development" } });
  return status === 0 && existsSync(ownNode());
}

/** The Node that the packages carry: the same version everywhere. */
export function ownNode() {
  return join(root, "node_modules", "node", "bin", "node");
}

/** What every process of the product is started with. */
export const nodeFlags = ["--disable-warning=ExperimentalWarning"];

/** Goes on in the own Node with a TypeScript entry, passes signals on, and ends as it ends. */
export function continueIn(entry, args) {
  const node = ownNode();
  const child = spawn(node, [...nodeFlags, join(root, entry), ...args], {
    cwd: root,
    // A group of its own, so that Ctrl-C reaches it once, from here. When this process is killed the channel closes, and
    // the other one ends itself.
    detached: true,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${dirname(node)}:${join(root, "node_modules", ".bin")}:${process.env.PATH}` },
  });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name === "SIGHUP" ? "SIGTERM" : name));
  // Started by a program that opened a channel, this one ends with it.
  if (process.connected) process.once("disconnect", () => child.kill("SIGTERM"));
  child.on("error", (error) => refuse(`${node} cannot be run: ${error.message}`));
  child.on("exit", (code, name) => process.exit(code ?? (name === "SIGINT" ? 130 : 1)));
}
