import type { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { Storage } from "#lib/storage/types.ts";
import { SigningError } from "./errors.ts";
import type { Keyring } from "./keyring.ts";
import { errorCodeSchema, requestSchema, type Refusal, type SigningResponse } from "./protocol.ts";
import { signStored } from "./sign-stored.ts";

/** Signing reads whole images: one at a time, so that two requests for one signature cannot meet. */
let lastSigning: Promise<unknown> = Promise.resolve();

/** The answer to one line of a peer. Never throws: what goes wrong becomes an answer with a code of the protocol. */
export async function answerTo(line: string, keyring: Keyring, storage: Storage, log: Logger): Promise<SigningResponse> {
  const request = parseLine(line, requestSchema);
  if ("ok" in request) return request;
  const { fingerprint, armored } = keyring.present;
  if (request.op === "ping") return { ok: true, op: "ping", fingerprint };
  if (request.op === "public-key") return { ok: true, op: "public-key", fingerprint, armored };
  // Whichever key is in use when its turn comes signs; a rotation meanwhile does not wait for it.
  const signing = lastSigning.then(() => signStored(storage, keyring.present.key, request));
  lastSigning = signing.catch(() => undefined);
  try {
    const signed = await signing;
    log.info({ storageKey: request.storageKey, sha256: request.sha256, reused: signed.reused }, "signed");
    return signed;
  } catch (error) {
    return refusalOf(error, { storageKey: request.storageKey }, log);
  }
}

/** One line as a request, or what is wrong with it. */
export function parseLine<Request>(line: string, schema: z.ZodType<Request>): Request | Refusal {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, code: "bad-request", message: "the request is not JSON" };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map(({ path, message: problem }) => `${path.join(".") || "request"}: ${problem}`).join("; ");
  return { ok: false, code: "bad-request", message: message.slice(0, 2000) };
}

/** A failure as the answer that the peer gets; `subject` says in the log what was asked for. */
export function refusalOf(error: unknown, subject: Record<string, string>, log: Logger): Refusal {
  const code = error instanceof SigningError ? errorCodeSchema.safeParse(error.code).data : undefined;
  if (code) {
    log.warn({ ...subject, code, reason: messageOf(error) }, "refused");
    return { ok: false, code, message: messageOf(error).slice(0, 2000) };
  }
  // Only the text: an error object of the library could hold a key packet.
  log.error({ ...subject, reason: messageOf(error) }, "failed unexpectedly");
  return { ok: false, code: "internal", message: "the signing process failed; its log has the reason" };
}
