import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pino from "pino";
import type { DownloadCatalog, DownloadFile, DownloadListing, DownloadRevocation } from "#lib/downloads/schema.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { DownloadsMode, DownloadStorage } from "./file-answer.ts";
import { createFront, type FrontOptions } from "./front.ts";

export const image = "Standard_Debian_12";
export const latest = "20261123-1";
export const prev = "20261122-1";
export const revoked = "20261101-1";
export const qcow2Bytes = randomBytes(9 * 1024 * 1024 + 12_345);

const revocation: DownloadRevocation = { reason: "wrong_content", severity: "high", explanation: "It held a <test> key", replacementVersion: latest };
const publishedAt = (version: string) => new Date(`${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}T06:00:00.250Z`);

export type FixtureOptions = Partial<Pick<FrontOptions, "nextHandler" | "pages" | "publicUrl" | "readiness">> & {
  mode?: DownloadsMode;
  presignedUrl?: DownloadStorage["presignedUrl"];
};

/** A real front on a free port over a real folder with three versions of one image; for tests. */
export async function startFixture(options: FixtureOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "front-"));
  try {
    return await startOver(folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startOver(folder: string, options: FixtureOptions) {
  const storage = await openStorage(`file:${folder}`);
  const files: DownloadFile[] = [];
  const counted: string[] = [];
  const logged: string[] = [];

  const addFile = async (version: string, fileName: string, mediaType: string, bytes: Buffer | string): Promise<DownloadFile> => {
    const storageKey = `${image}/${version}/${fileName}`;
    await mkdir(dirname(join(folder, storageKey)), { recursive: true });
    await writeFile(join(folder, storageKey), bytes);
    const file: DownloadFile = {
      artifactId: `${version}/${fileName}`, image, version, fileName, storageKey, mediaType,
      sizeBytes: Buffer.byteLength(bytes),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      publishedAt: publishedAt(version),
      signatureFileName: fileName.endsWith(".asc") ? null : `${fileName}.asc`,
      metalinkFileName: fileName.endsWith(".qcow2") ? `${fileName}.meta4` : null,
      revocation: version === revoked ? revocation : null,
    };
    files.push(file);
    return file;
  };
  for (const version of [latest, prev, revoked]) {
    const name = `${image}-${version}.qcow2`;
    const { sha256 } = await addFile(version, name, "application/x-qemu-disk", version === latest ? qcow2Bytes : randomBytes(1000));
    await addFile(version, `${name}.asc`, "application/pgp-signature", "-----BEGIN PGP SIGNATURE-----\n");
    await addFile(version, "SHA256SUMS", "text/plain; charset=utf-8", `${sha256}  ${name}\n`);
  }

  const nextHandler = options.nextHandler ?? ((_request, response) => void response.end("next\n"));
  const server = createFront({
    catalog: catalogOf(files),
    storage: options.presignedUrl ? Object.assign(storage, { presignedUrl: options.presignedUrl }) : storage,
    nextHandler,
    pages: options.pages ?? { answer: async () => false },
    publicUrl: options.publicUrl ?? "http://localhost:3000",
    downloadsMode: options.mode ?? "node",
    readiness: options.readiness ?? {},
    counter: { record: (id) => counted.push(id) },
    log: pino({ level: "debug" }, { write: (line: string) => void logged.push(line) }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    server, port, url, folder, files, counted, logged, addFile,
    base: `${url}/download/${image}/${latest}`,
    qcow2: `${url}/download/${image}/${latest}/${image}-${latest}.qcow2`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Fixture = Awaited<ReturnType<typeof startFixture>>;

function catalogOf(files: DownloadFile[]): DownloadCatalog {
  const listing = (entries: DownloadListing["entries"], state: DownloadRevocation | null = null) => ({ entries, revocation: state });
  const folder = (name: string) => ({ name: `${name}/`, kind: "folder" as const, sizeBytes: null, modifiedAt: null, sha256: null, note: null });
  return {
    findFile: async (...names) => files.find((file) => [file.image, file.version, file.fileName].join("/") === names.join("/")) ?? null,
    resolveChannel: async (name, channel) => (name === image ? { latest, prev }[channel] : null),
    listRoot: async () => listing([folder(image)]),
    listImage: async (name) => (name === image ? listing(["latest", "prev", latest, prev, revoked].map(folder)) : null),
    listVersion: async (name, version) => {
      const found = files.filter((file) => file.image === name && file.version === version);
      if (found.length === 0) return null;
      return listing(
        found.map(({ fileName, sizeBytes, sha256, publishedAt: modifiedAt }) => ({ name: fileName, kind: "file", sizeBytes, modifiedAt, sha256, note: null })),
        found[0]?.revocation,
      );
    },
  };
}

/** Runs a command and gives its exit code and raw output. */
export function run(command: string, args: string[], cwd?: string): Promise<{ code: number; stdout: Buffer; stderr: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, encoding: "buffer", maxBuffer: 64 * 1024 * 1024, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr: stderr.toString() }),
    );
  });
}

/** One request by curl: status, headers (lower-case names, the last of a redirect chain), body. */
export async function curl(...args: string[]): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const { stdout, stderr, code } = await run("curl", ["-sS", "--path-as-is", "-D", "-", ...args]);
  if (code !== 0 && code !== 18) throw new Error(`curl ended with ${code}: ${stderr}`);
  const split = stdout.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = stdout.subarray(0, split).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { status: Number(statusLine.split(" ")[1]), headers, body: stdout.subarray(split + 4) };
}
