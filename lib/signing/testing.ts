import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProcess } from "#lib/process.ts";

/** A scratch folder for one test file, with real gpg in a home of its own. Call `remove` at the end. */
export async function scratchWithGpg() {
  const folder = await mkdtemp(join(tmpdir(), "sign-"));
  const home = await mkdtemp(join(tmpdir(), "gh-"));
  const env = { PATH: process.env["PATH"], GNUPGHOME: home, LC_ALL: "C" } as Record<string, string | undefined> as NodeJS.ProcessEnv;
  const gpg = (args: string[], input?: string) =>
    runProcess({ command: "gpg", args: ["--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", "--status-fd", "1", ...args], env, timeoutMs: 180_000, ...(input === undefined ? {} : { input }) });
  return {
    folder,
    home,
    gpg,
    /** Writes a file into the folder and returns its path. */
    file: async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, content, { mode: 0o600 });
      return path;
    },
    /** A new key in the home: its fingerprint and armored public key. */
    newKey: async (userId: string, algorithm = "ed25519", expires = "1y", more: string[] = []) => {
      await gpg([...more, "--quick-generate-key", userId, algorithm, "sign", expires]);
      const { stdout } = await gpg(["--with-colons", "--list-keys", userId]);
      const fingerprint = /^fpr:::::::::([0-9A-F]{40}):/m.exec(stdout)![1]!;
      const keyFile = join(folder, `${fingerprint}.asc`);
      await gpg(["--armor", "--yes", "--output", keyFile, "--export", fingerprint]);
      return { fingerprint, publicKey: await readFile(keyFile, "utf8") };
    },
    remove: async () => {
      await runProcess({ command: "gpgconf", args: ["--homedir", home, "--kill", "all"], timeoutMs: 10_000 });
      await Promise.all([folder, home].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}
