import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { Storage } from "#lib/storage/types.ts";
import { answerTo } from "./answer.ts";
import { answerOperator } from "./answer-operator.ts";
import { SigningError } from "./errors.ts";
import { ensurePrivateKey, type KeyFiles } from "./key-file.ts";
import { Keyring } from "./keyring.ts";
import type { UserId } from "./keys.ts";
import { serveLines, type LineServer } from "./line-server.ts";
import { operatorSocketOf } from "./operator-protocol.ts";

export type SignerOptions = KeyFiles & { socketPath: string; /** of a key that is made here */ userId?: UserId; storage: Storage; log: Logger };
export type Signer = { fingerprint: string; /** Answers what has been asked, then ends. */ close(): Promise<void> };

/**
 * Starts the signing process's servers: one on `socketPath` for those who have builds signed, one beside the key file for
 * the operator. Makes a development key when the key file is missing. Throws `SigningError` with code `bad-key-file` or
 * `bad-socket`, which tell the setting and the remedy.
 */
export async function startSigner({ socketPath, keyFile, passphraseFile, userId = { name: "Image Factory" }, storage, log }: SignerOptions): Promise<Signer> {
  const files: KeyFiles = { keyFile, ...(passphraseFile ? { passphraseFile } : {}) };
  const isNew = await ensurePrivateKey(files, userId);
  const keyring = await Keyring.open(files, userId);
  const { fingerprint, key } = keyring.present;
  if (isNew) log.warn({ keyFile, fingerprint }, "made a development signing key: for production, set SIGNING_KEY_FILE to your own");
  await key.getSigningKey().catch((error: unknown) => log.error({ reason: messageOf(error) }, "the signing key cannot sign now"));

  const server = await serveLines({ socketPath, setting: "SIGNING_SOCKET" }, (line) => answerTo(line, keyring, storage, log), log);
  const operatorServer = await serveOperator(keyring, files, log).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  log.info({ fingerprint, socketPath }, "signer ready");
  return {
    fingerprint,
    close: async () => void (await Promise.all([server.close(), operatorServer?.close()])),
  };
}

/** A key folder that this process may only read serves well for signing; keys are then changed by hand. */
async function serveOperator(keyring: Keyring, files: KeyFiles, log: Logger): Promise<LineServer | null> {
  const socketPath = operatorSocketOf(files.keyFile);
  try {
    return await serveLines({ socketPath, setting: "SIGNING_KEY_FILE" }, (line) => answerOperator(line, keyring, log), log);
  } catch (error) {
    const isOfFolder = (error instanceof SigningError && error.code === "bad-socket") || ["EACCES", "EROFS", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
    if (!isOfFolder) throw error;
    log.warn({ socketPath, reason: messageOf(error) }, "`npm run keys` cannot reach this signer");
    return null;
  }
}
