import { createHash, type Hash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { PrivateKey } from "openpgp";
import { messageOf } from "#lib/errors.ts";
import type { Storage } from "#lib/storage/types.ts";
import { validSignatureTime, signStream } from "./detached.ts";
import { SigningError } from "./errors.ts";
import { fingerprintOf } from "./keys.ts";
import type { Signed, SigningRequest } from "./protocol.ts";

const maxSignatureBytes = 64 * 1024;

/**
 * Reads a stored artifact once, compares its SHA-256 with what the caller expects, and stores the detached signature.
 * A signature of the same bytes by the same key is kept; any other file under its name is refused (`signature-exists`).
 */
export async function signStored(storage: Storage, key: PrivateKey, request: Extract<SigningRequest, { op: "sign" }>): Promise<Signed> {
  const { storageKey, signatureKey } = request;
  await requireUsable(key, request.fingerprint);
  if (!(await fromStorage(storage.stat(storageKey)))) {
    throw new SigningError("artifact-missing", `storageKey: there is no "${storageKey}" in the store; store it before it is signed`);
  }
  const { sha256, sha512 } = await hashStored(storage, storageKey);
  if (sha256 !== request.sha256) {
    throw new SigningError("hash-mismatch", `sha256: "${storageKey}" has ${sha256}, not ${request.sha256}; store the file again`);
  }
  const answer = { ok: true, op: "sign", fingerprint: fingerprintOf(key) } as const;
  const existing = await readSignatureFile(storage, signatureKey);
  if (existing !== null) {
    const madeAt = await validSignatureTime(existing, sha512, key.toPublic());
    if (madeAt) return { ...answer, signedAt: madeAt.toISOString(), reused: true };
    throw new SigningError("signature-exists", `signatureKey: "${signatureKey}" holds something else; remove it before the file is signed again`);
  }
  // OpenPGP counts whole seconds.
  const date = new Date(Math.floor(Date.now() / 1000) * 1000);
  const armored = await signStream(sha512, key, date).catch((error: unknown) => {
    throw new SigningError("key-unusable", `SIGNING_KEY_FILE: the key cannot sign: ${messageOf(error)}`, { cause: error });
  });
  await fromStorage(storage.putBytes(signatureKey, armored));
  return { ...answer, signedAt: date.toISOString(), reused: false };
}

/** Before a long file is read for nothing: the key must be the expected one, and not revoked. */
async function requireUsable(key: PrivateKey, expected: string | undefined): Promise<void> {
  const fingerprint = fingerprintOf(key);
  if (expected !== undefined && expected !== fingerprint) {
    throw new SigningError("key-not-active", `fingerprint: ${expected} is not the key in use; that is ${fingerprint}`);
  }
  if (await key.isRevoked()) throw new SigningError("key-revoked", `SIGNING_KEY_FILE: the key ${fingerprint} is revoked; put another one into use`);
}

async function hashStored(storage: Storage, key: string): Promise<{ sha256: string; sha512: Hash }> {
  const sha256 = createHash("sha256");
  const sha512 = createHash("sha512");
  await fromStorage(
    (async () => {
      for await (const chunk of (await storage.openRead(key)) as AsyncIterable<Buffer>) {
        sha256.update(chunk);
        sha512.update(chunk);
      }
    })(),
  );
  return { sha256: sha256.digest("hex"), sha512 };
}

async function readSignatureFile(storage: Storage, key: string): Promise<string | null> {
  const found = await fromStorage(storage.stat(key));
  if (!found) return null;
  if (found.sizeBytes > maxSignatureBytes) return "";
  return (await fromStorage(storage.openRead(key).then(buffer))).toString("utf8");
}

async function fromStorage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new SigningError("storage-failed", `STORAGE_URL: ${messageOf(error)}`, { cause: error });
  }
}
