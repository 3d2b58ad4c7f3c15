import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { messageOf } from "#lib/errors.ts";
import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import { isSameFile } from "#lib/signing/verify/build-claim.ts";
import { VerifyError } from "#lib/signing/verify/errors.ts";
import type { VerifyRequest } from "#lib/signing/verify/verify.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import type { VerifyOptions } from "./options.ts";

const timeoutMs = 30_000;

/** The keys that count: those of the named files, and those that the portal publishes. */
export async function collectKeys({ keyFiles, portal }: Pick<VerifyOptions, "keyFiles" | "portal">): Promise<KeyFile[]> {
  const given = await Promise.all(keyFiles.map(async (path): Promise<KeyFile> => ({ content: await readFile(path), origin: "given" })));
  if (portal === null) return given;
  return [{ content: await download(`${portal}/keys.asc`), origin: "portal" }, ...given];
}

export type Evidence = VerifyRequest["evidence"] & {
  build: IdentifiedFile | null;
  /** Is the signature the one that the portal publishes for this build? */
  isPublishedSignature: boolean;
};

/** What speaks for a file: the files beside it, and from the portal what is missing there. Throws `VerifyError`. */
export async function collectEvidence(path: string, sizeBytes: number, portal: string | null): Promise<Evidence> {
  const [asc, sig, gpg, document, listSignature] = await Promise.all([".asc", ".sig", ".gpg", ".meta4", ".meta4.asc"].map((ending) => readIfThere(path + ending)));
  const [signature = null, ...others] = [asc, sig, gpg].filter((one) => one instanceof Uint8Array);
  if (others.length > 0) throw new VerifyError("unreadable-signature", "several signatures lie beside the file (.asc, .sig, .gpg): leave the one that is asked about");
  const pieceList = document && listSignature ? { document, signature: listSignature } : null;
  const build = portal === null ? null : await identify(portal, basename(path), sizeBytes);
  if (portal === null || build === null) return { signature, pieceList, build, isPublishedSignature: false };
  const { addresses } = build;
  const published = addresses.signature ? await download(portal + addresses.signature) : null;
  // A signature that lies beside the file is the one that is asked about; the portal's own stands in only for none.
  return {
    signature: signature ?? published,
    pieceList: pieceList ?? (await downloadList(portal, addresses)),
    build,
    isPublishedSignature: published !== null && (signature === null || isSameFile(signature, published)),
  };
}

async function downloadList(portal: string, { metalink, metalinkSignature }: IdentifiedFile["addresses"]) {
  if (!metalink || !metalinkSignature) return null;
  const [document, signature] = await Promise.all([download(portal + metalink), download(portal + metalinkSignature)]);
  return { document, signature };
}

async function identify(portal: string, name: string, sizeBytes: number): Promise<IdentifiedFile | null> {
  const answer = await download(`${portal}/api/v1/files?${new URLSearchParams({ name, size: String(sizeBytes) })}`);
  const { files } = JSON.parse(new TextDecoder().decode(answer)) as { files: IdentifiedFile[] };
  return files[0] ?? null;
}

async function download(address: string): Promise<Uint8Array> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) }).catch((error: Error) => {
    throw new Error(`${new URL(address).origin} does not answer (${messageOf(error.cause ?? error)}). Name the portal with --url, or a file with its keys with --keys.`, { cause: error });
  });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.bytes();
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}
