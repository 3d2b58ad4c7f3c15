import { createWriteStream } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProcess } from "#lib/process.ts";
import { hashFile } from "#lib/publishing/hash-file.ts";
import { metalinkOf } from "#lib/publishing/metalink.ts";

const mebibyte = 1024 * 1024;
const build = { image: "Standard_Bench_1", version: "20261124-1", finishedAt: new Date("2026-11-24T00:00:00Z") };
const publisher = { url: "https://factory.example", name: "Image Factory", version: "bench" };

/** One file with everything that speaks for it. */
export type SignedFile = { file: string; sha512: string; sha256: string; metalink: string; metalinkSignature: string };
export type BenchFiles = Awaited<ReturnType<typeof makeFiles>>;

/** Files made on the spot and signed by real gpg with an RSA key, in a folder of their own. */
export async function makeFiles() {
  const folder = await mkdtemp(join(tmpdir(), "imagefactory-bench-files-"));
  const home = await mkdtemp(join(tmpdir(), "gh-"));
  const env = { PATH: process.env["PATH"], GNUPGHOME: home, LC_ALL: "C" } as Record<string, string | undefined> as NodeJS.ProcessEnv;
  const gpg = (args: string[]) => runProcess({ command: "gpg", args: ["--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", ...args], env, timeoutMs: 600_000 });
  await gpg(["--quick-generate-key", "Bench", "rsa4096", "sign", "1y"]);
  const keys = join(folder, "keys.asc");
  await gpg(["--armor", "--output", keys, "--export"]);

  const sign = async (file: string, digest: string, output: string) => {
    await gpg(["--digest-algo", digest, "--armor", "--output", output, "--detach-sign", file]);
    return output;
  };
  const signed = async (file: string): Promise<SignedFile> => {
    const sha512 = await sign(file, "SHA512", `${file}.asc`);
    const metalink = `${file}.meta4`;
    await writeFile(metalink, metalinkOf(build, await hashFile(file), "", publisher));
    return { file, sha512, sha256: await sign(file, "SHA256", `${file}.sha256.asc`), metalink, metalinkSignature: await sign(metalink, "SHA512", `${metalink}.asc`) };
  };
  return {
    keys,
    gpg,
    /** Random bytes: nothing can be skipped or compressed. */
    random: async (bytes: number) => {
      const file = join(folder, "random.qcow2");
      const stream = createWriteStream(file);
      for (let done = 0; done < bytes; done += 16 * mebibyte) if (!stream.write(randomBytes(16 * mebibyte))) await once(stream, "drain");
      stream.end();
      await once(stream, "finish");
      return signed(file);
    },
    sparse: async (bytes: number) => {
      const file = join(folder, `sparse-${bytes / mebibyte}.qcow2`);
      await writeFile(file, "");
      await truncate(file, bytes);
      return signed(file);
    },
    remove: async () => {
      await runProcess({ command: "gpgconf", args: ["--homedir", home, "--kill", "all"], timeoutMs: 10_000 });
      await Promise.all([folder, home].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}
