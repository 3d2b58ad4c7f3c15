import type { Logger } from "#lib/log.ts";
import { parseLine, refusalOf } from "./answer.ts";
import type { HeldKey, Keyring } from "./keyring.ts";
import { operatorRequestSchema, type OperatorRequest, type OperatorResponse } from "./operator-protocol.ts";

/** The answer to one line of the operator. Never throws: what goes wrong becomes an answer with a code of the protocol. */
export async function answerOperator(line: string, keyring: Keyring, log: Logger): Promise<OperatorResponse> {
  const request = parseLine(line, operatorRequestSchema);
  if ("ok" in request) return request;
  try {
    const response = await carryOut(request, keyring);
    if (request.op !== "keys") log.warn({ ...request }, "the operator changed the keys");
    return response;
  } catch (error) {
    return refusalOf(error, { op: request.op }, log);
  }
}

async function carryOut(request: OperatorRequest, keyring: Keyring): Promise<OperatorResponse> {
  switch (request.op) {
    case "keys":
      return { ok: true, op: "keys", present: published(keyring.present), next: keyring.next && published(keyring.next) };
    case "plan": {
      const { op, ...plan } = request;
      const { certifiedBy, isNew, ...key } = await keyring.plan(plan);
      return { ok: true, op, ...published(key), certifiedBy, isNew };
    }
    case "activate":
      return { ok: true, op: "activate", ...published(await keyring.activate(request.fingerprint)) };
    case "revoke":
      return { ok: true, op: "revoke", ...published(await keyring.revoke(request.fingerprint, request.reason, request.explanation)) };
  }
}

/** The public half alone: nothing else of a key leaves this process. */
function published({ fingerprint, armored }: HeldKey) {
  return { fingerprint, armored };
}
