import { mkdir, open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFile } from "#lib/publishing/hash-file.ts";
import { metalinkOf } from "#lib/publishing/metalink.ts";
import { ProcessError } from "#lib/process.ts";
import { scratchWithGpg } from "#lib/signing/testing.ts";
import type { Reason, Verdict, Way } from "./verdict.ts";

/** For tests: a file with what speaks for it, and the verdict that each way must come to. */
export type GpgCase = {
  title: string;
  /** Paths of everything that a person would hand in: the file first. */
  files: string[];
  /** What gpg is asked about: a signature and what it signs. Null where gpg has nothing to say. */
  gpg: { signature: string; file: string } | null;
  expected: Partial<Record<Way, [Verdict["verdict"], Reason]>>;
};

export type GpgWorkshop = Awaited<ReturnType<typeof openWorkshop>>;

const version = "20261124-1";
// A name that no catalog has: the page must find nothing of these files on the portal.
const build = { image: "Standard_Fixture_1", version, finishedAt: new Date("2026-11-24T01:00:00Z") };
const publisher = { url: "https://factory.example", name: "Image Factory", version: "0.1.0" };
export const subjectName = `${build.image}-${version}.qcow2`;

/** For tests: real gpg with keys of every kind, and a folder per case. Call `remove` at the end. */
export async function openWorkshop() {
  const scratch = await scratchWithGpg();
  const { gpg } = scratch;
  const keys = {
    ed25519: await scratch.newKey("Ed25519", "ed25519"),
    rsa2048: await scratch.newKey("RSA 2048", "rsa2048"),
    rsa4096: await scratch.newKey("RSA 4096", "rsa4096"),
    nistp256: await scratch.newKey("NIST P-256", "nistp256"),
    stranger: await scratch.newKey("Stranger", "ed25519"),
  };
  const at = (time: string) => ["--faked-system-time", `${time}T000000!`];

  const folderOf = async (title: string) => {
    const folder = join(scratch.folder, title.replaceAll(/[^a-z0-9]+/gi, "-"));
    await mkdir(folder);
    return folder;
  };
  const sign = async (file: string, signers: string[], options: string[] = [], suffix = ".asc") => {
    const signature = `${file}${suffix}`;
    const armor = suffix === ".asc" ? ["--armor"] : [];
    await gpg([...options, ...armor, ...signers.flatMap((signer) => ["--local-user", `${signer}!`]), "--yes", "--output", signature, "--detach-sign", file]);
    return signature;
  };

  return {
    ...scratch,
    keys,
    at,
    folderOf,
    sign,
    build,
    /** The Metalink of a file, as the portal publishes it, and its signature. */
    metalink: async (file: string, signers: string[], options: string[] = [], name = file) => {
      const document = `${name}.meta4`;
      const armored = await readFile(`${name}.asc`, "utf8").catch(() => "");
      await writeFile(document, metalinkOf(build, await hashFile(file), armored, publisher));
      return [document, await sign(document, signers, options)] as const;
    },
    /** A file of bytes that no two pieces share, in lines that gpg's text mode can take. */
    subject: async (folder: string, bytes = 9 * 1024 * 1024 + 321, name = subjectName) => {
      const path = join(folder, name);
      const content = Buffer.alloc(bytes);
      for (let offset = 0; offset + 5 <= bytes; offset += 4096) {
        content.writeUInt32LE(offset + 1, offset);
        content[offset + 4] = 0x0a;
      }
      await writeFile(path, content);
      return path;
    },
    sparse: async (folder: string, bytes: number) => {
      const path = join(folder, subjectName);
      await writeFile(path, "beginning");
      await truncate(path, bytes);
      return path;
    },
    /** Changes one bit of a file in place. */
    flip: async (path: string, offset: number) => {
      const file = await open(path, "r+");
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, offset);
      await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, offset);
      await file.close();
    },
    /** Does gpg say yes: exit code 0, a valid signature, and nothing said against it? A key that expired since is no objection. */
    accepts: async (signature: string, file: string) => {
      const { stdout, exitCode } = await gpg(["--trust-model", "always", "--verify", signature, file]).catch((error: unknown) => {
        if (error instanceof ProcessError && error.code === "failed") return { stdout: "", exitCode: error.exitCode };
        throw error;
      });
      return exitCode === 0 && /VALIDSIG/.test(stdout) && !/^\[GNUPG:\] (BADSIG|ERRSIG|EXPSIG|REVKEYSIG|NO_PUBKEY)/m.test(stdout);
    },
    /** All keys but the stranger's, as one file; the stranger is unknown to gpg from now on. */
    exportKeys: async () => {
      await gpg(["--yes", "--delete-secret-and-public-key", keys.stranger.fingerprint]);
      const path = join(scratch.folder, "keys.asc");
      await gpg(["--armor", "--yes", "--output", path, "--export"]);
      return path;
    },
  };
}
