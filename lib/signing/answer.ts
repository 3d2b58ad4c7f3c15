import type { PrivateKey } from "openpgp";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { Storage } from "#lib/storage/types.ts";
import { SigningError } from "./errors.ts";
import { errorCodeSchema, requestSchema, type SigningRequest, type SigningResponse } from "./protocol.ts";
import { signStored } from "./sign-stored.ts";

export type Keyring = { key: PrivateKey; fingerprint: string; armored: string; storage: Storage };

/** Signing reads whole images: one at a time, so that two requests for one signature cannot meet. */
let lastSigning: Promise<unknown> = Promise.resolve();

/** The answer to one line of a peer. Never throws: what goes wrong becomes an answer with a code of the protocol. */
export async function answerTo(line: string, keyring: Keyring, log: Logger): Promise<SigningResponse> {
  const request = parse(line);
  if ("ok" in request) return request;
  if (request.op === "ping") return { ok: true, op: "ping", fingerprint: keyring.fingerprint };
  if (request.op === "public-key") return { ok: true, op: "public-key", fingerprint: keyring.fingerprint, armored: keyring.armored };
  const signing = lastSigning.then(() => signStored(keyring.storage, keyring.key, request));
  lastSigning = signing.catch(() => undefined);
  try {
    const signed = await signing;
    log.info({ storageKey: request.storageKey, sha256: request.sha256, reused: signed.reused }, "signed");
    return signed;
  } catch (error) {
    return refusalOf(error, request, log);
  }
}

function parse(line: string): SigningRequest | Extract<SigningResponse, { ok: false }> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, code: "bad-request", message: "the request is not JSON" };
  }
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "request"}: ${message}`).join("; ");
  return { ok: false, code: "bad-request", message: message.slice(0, 2000) };
}

function refusalOf(error: unknown, { storageKey }: { storageKey: string }, log: Logger): SigningResponse {
  const code = error instanceof SigningError ? errorCodeSchema.safeParse(error.code).data : undefined;
  if (code) {
    log.warn({ storageKey, code, reason: messageOf(error) }, "not signed");
    return { ok: false, code, message: messageOf(error).slice(0, 2000) };
  }
  // Only the text: an error object of the library could hold a key packet.
  log.error({ storageKey, reason: messageOf(error) }, "signing failed unexpectedly");
  return { ok: false, code: "internal", message: "the signing process failed; its log has the reason" };
}
