import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import type { FolderTools } from "./build-folder.ts";
import { PublishingError } from "./errors.ts";
import { fileOf, signatureNameOf, storageFolderOf } from "./file-names.ts";
import { hashBytes } from "./hash-file.ts";
import { metalinkOf } from "./metalink.ts";
import { sha256SumsOf } from "./sha256sums.ts";
import type { BuildFacts, FileHashes, Publisher, RevocationNotice } from "./types.ts";

/** What is known of a revoked build and its published Metalink. */
export type RevokedFiles = {
  build: Pick<BuildFacts, "buildId" | "image" | "version" | "finishedAt">;
  qcow2: Pick<FileHashes, "sizeBytes" | "sha256" | "pieceBytes" | "pieces">;
  /** The signature of the qcow2 that the published Metalink carries, armored. */
  signature: string;
  revocation: RevocationNotice;
  /** Every published file, as SHA256SUMS lists it. */
  listed: { fileName: string; sha256: string }[];
};

/** One stored and verified file that is given out in place of a published one of the same name. */
export type RevisedFile = { fileName: string; storageKey: string; sizeBytes: number; sha256: string; sha512: string; signingKeyFingerprint: string | null; gpgVerifiedAt: Date | null };

type Stored = RevisedFile & { signature: RevisedFile };

/**
 * Makes the Metalink of a revoked build anew, with the revocation in it, and SHA256SUMS with that Metalink; stores both under
 * names of their own, has them signed, and has gpg check that. Nothing that is published is touched. A name holds the hash of
 * what is under it and the key that signs it, so that a second attempt finds the same files or makes others beside them.
 *
 * Throws `PublishingError` when gpg does not agree or the key changed meanwhile; errors of storage and signing pass through.
 */
export async function reviseFiles({ build, qcow2, signature, revocation, listed }: RevokedFiles, publisher: Publisher, tools: FolderTools): Promise<RevisedFile[]> {
  const key = await tools.signer.publicKey();
  const store = (fileName: string, content: string) => storeSigned(storageFolderOf(build.buildId), fileName, content, key, tools);
  const metalink = await store(fileOf("metalink", build.image, build.version).fileName, metalinkOf(build, qcow2, signature, publisher, revocation));
  const revised = [metalink, metalink.signature];
  const lines = listed.map(({ fileName, sha256 }) => ({ fileName, sha256: revised.find((one) => one.fileName === fileName)?.sha256 ?? sha256 }));
  const checksums = await store(fileOf("checksums", build.image, build.version).fileName, sha256SumsOf(lines));
  return [metalink, checksums].flatMap(({ signature: own, ...file }) => [file, own]);
}

async function storeSigned(folder: string, fileName: string, content: string, key: { fingerprint: string; armored: string }, { storage, signer, verifySignature, localFile, signal }: FolderTools): Promise<Stored> {
  signal?.throwIfAborted();
  const bytes = new TextEncoder().encode(content);
  const hashes = hashBytes(bytes);
  const mark = createHash("sha256").update(`${hashes.sha256} ${key.fingerprint}`).digest("hex").slice(0, 16);
  const storageKey = `${folder}/revoked-${mark}-${fileName}`;
  const signatureKey = signatureNameOf(storageKey);
  if (!(await storage.stat(storageKey))) await storage.putBytes(storageKey, bytes);
  const { fingerprint } = await signer.sign({ storageKey, signatureKey, sha256: hashes.sha256, fingerprint: key.fingerprint });
  const verdict = await verifySignature({ publicKeyArmored: key.armored, filePath: await localFile(storageKey), signaturePath: await localFile(signatureKey), expectedFingerprint: fingerprint });
  if (!verdict.ok) throw new PublishingError("signature-refused", `gpg does not accept the signature of the revised ${fileName}: ${verdict.message} (${verdict.code}).`);
  const armored = hashBytes(new TextEncoder().encode(await text(await storage.openRead(signatureKey))));
  const signature = { fileName: signatureNameOf(fileName), storageKey: signatureKey, ...armored, signingKeyFingerprint: fingerprint, gpgVerifiedAt: new Date() };
  return { fileName, storageKey, ...hashes, signingKeyFingerprint: null, gpgVerifiedAt: null, signature };
}
