import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memorySource } from "./source.ts";
import type { Verdict } from "./verdict.ts";
import { verifyFile } from "./verify.ts";

/** For tests: a home of gpg that has imported the files with keys one after the other. Call `remove` at the end. */
export async function importKeys(keys: readonly Uint8Array[]) {
  const home = await mkdtemp(join(tmpdir(), "gi-"));
  const gpg = (args: string[]) =>
    new Promise<{ isGood: boolean; stdout: string }>((resolve) => {
      const env = { PATH: process.env["PATH"], LC_ALL: "C" } as unknown as NodeJS.ProcessEnv;
      execFile("gpg", ["--homedir", home, "--batch", "--no-tty", "--no-autostart", "--status-fd", "1", ...args], { env, timeout: 60_000 }, (error, stdout) => resolve({ isGood: error === null, stdout }));
    });
  for (const content of keys) {
    await writeFile(join(home, "key"), content);
    await gpg(["--import", join(home, "key")]);
  }
  return {
    /** Does gpg say yes: exit code 0, a valid signature, and nothing said against it? */
    accepts: async (signature: Uint8Array, file: Uint8Array) => {
      await Promise.all([writeFile(join(home, "signature"), signature), writeFile(join(home, "file"), file)]);
      const { isGood, stdout } = await gpg(["--trust-model", "always", "--verify", join(home, "signature"), join(home, "file")]);
      return isGood && /VALIDSIG/.test(stdout) && !/^\[GNUPG:\] (BADSIG|ERRSIG|EXPSIG|REVKEYSIG|NO_PUBKEY)/m.test(stdout);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** For tests: our verdict on a file in memory with its detached signature. */
export function judge(keys: readonly Uint8Array[], signature: Uint8Array, file: Uint8Array): Promise<Verdict> {
  return verifyFile({ file: { name: "crafted", source: memorySource(file) }, evidence: { signature, pieceList: null }, keys: keys.map((content) => ({ content, origin: "portal" as const })), way: "stream" });
}

/** For tests: does only our check say yes? */
export async function isOnlyOurs(keys: readonly Uint8Array[], signature: Uint8Array, file: Uint8Array): Promise<boolean> {
  const home = await importKeys(keys);
  try {
    return !(await home.accepts(signature, file));
  } finally {
    await home.remove();
  }
}
