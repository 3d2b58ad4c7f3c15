import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, readdir, type FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { SigningError } from "./errors.ts";

/** Bytes of `sun_path` on Linux, less the closing NUL (unix(7)). */
const maxSocketPathBytes = 107;

export type SocketAddress = { /** What to pass to the system. */ path: string; release(): Promise<void> };

/**
 * An address of the Unix socket `socketPath` that the system accepts. A path of more than 107 bytes is reached through an
 * open handle of its folder, `/proc/self/fd/N/NAME`; release it only after the socket is closed.
 */
export async function addressOf(socketPath: string): Promise<SocketAddress> {
  if (Buffer.byteLength(socketPath) <= maxSocketPathBytes) return { path: socketPath, release: async () => {} };
  const name = basename(socketPath);
  if (Buffer.byteLength(name) > 80) throw refusal(socketPath, "has a file name of more than 80 bytes; choose a shorter one");
  const folder: FileHandle = await open(dirname(socketPath), constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${folder.fd}/${name}`, release: () => folder.close() };
}

/**
 * Makes the socket's folder with mode 0700, or checks the one that is there: it must be ours and nobody else may write to
 * it. One that holds nothing but the socket is closed to others; a shared one keeps its mode (the socket itself has 0600).
 */
export async function prepareSocketFolder(socketPath: string): Promise<void> {
  const folder = dirname(socketPath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const facts = await lstat(folder);
  if (!facts.isDirectory()) throw refusal(socketPath, "is not in a folder; name a socket in a folder of its own");
  if (facts.uid !== process.getuid?.()) throw refusal(socketPath, "is in a folder of another user; name a socket in a folder of the signing process's user");
  const others = (await readdir(folder)).filter((name) => name !== basename(socketPath));
  if (others.length === 0) return chmod(folder, 0o700);
  if ((facts.mode & 0o022) !== 0) throw refusal(socketPath, "is in a folder that others may write to; run chmod 700 on it");
}

function refusal(socketPath: string, problem: string): SigningError {
  return new SigningError("bad-socket", `SIGNING_SOCKET: "${socketPath}" ${problem}.`);
}
