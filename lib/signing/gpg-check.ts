import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { runProcess } from "#lib/process.ts";
import { judgeStatus } from "./gpg-status.ts";
import type { GpgCheck, GpgVerdict } from "./types.ts";

const importTimeoutMs = 30_000;
/** gpg hashes some 150 MB/s: enough for 200 GB. */
const verifyTimeoutMs = 30 * 60_000;

// No agent, no network, no trust database, no settings of the host: only the given key counts.
const options = ["--batch", "--no-tty", "--no-options", "--no-autostart", "--disable-dirmngr", "--no-auto-key-retrieve", "--no-auto-check-trustdb", "--trust-model", "always", "--status-fd", "1"];

/**
 * Checks a detached signature with GnuPG, an implementation that shares no code with the one that signs, in a home of its
 * own that is removed afterwards. Agreement needs exactly one signature, good, by the expected primary key or its subkey,
 * over binary data, with SHA-512. Whatever keeps gpg from judging is a verdict too (`gpg-failed`), never thrown.
 */
export const verifyWithGpg: GpgCheck = async ({ publicKeyArmored, filePath, signaturePath, expectedFingerprint }) => {
  const home = await mkdtemp(join(tmpdir(), "gpg-check-"));
  try {
    const keyFile = join(home, "key.asc");
    await writeFile(keyFile, publicKeyArmored, { mode: 0o600 });
    const imported = await runGpg(home, ["--import", "--", keyFile], importTimeoutMs);
    if (!/^\[GNUPG:\] IMPORT_OK /m.test(imported.stdout)) {
      return { ok: false, code: "unreadable-key", message: `gpg cannot read the public key: ${lastLine(imported.stderr)}` };
    }
    const { exitCode, stdout, stderr } = await runGpg(home, ["--verify", "--", signaturePath, filePath], verifyTimeoutMs);
    const verdict = judgeStatus(stdout, expectedFingerprint);
    if (verdict.ok && exitCode !== 0) return failed(`gpg ended with ${exitCode}: ${lastLine(stderr)}`);
    return verdict;
  } catch (error) {
    return failed(messageOf(error));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
};

function runGpg(home: string, args: string[], timeoutMs: number) {
  return runProcess({
    command: "gpg",
    args: [...options, ...args],
    env: { PATH: process.env["PATH"], GNUPGHOME: home, LC_ALL: "C" } as Record<string, string | undefined> as NodeJS.ProcessEnv,
    timeoutMs,
    acceptExitCodes: [0, 1, 2],
  });
}

function failed(message: string): GpgVerdict {
  return { ok: false, code: "gpg-failed", message };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
