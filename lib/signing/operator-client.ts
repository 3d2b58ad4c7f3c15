import { ask } from "./ask.ts";
import { describePublicKey } from "./keys.ts";
import { activatedSchema, heldKeysSchema, operatorResponseSchema, operatorSocketOf, plannedSchema, revokedSchema, type OperatorRequest } from "./operator-protocol.ts";
import type { KeyOperator } from "./types.ts";

/** Making an RSA key takes its time. */
const defaultTimeoutMs = 60_000;

/** A client of the operator's socket beside the key file `keyFile`. Reads no private key itself. */
export function createKeyOperator(keyFile: string, timeoutMs = defaultTimeoutMs): KeyOperator {
  const about = (request: OperatorRequest) => ({ socketPath: operatorSocketOf(keyFile), setting: "SIGNING_KEY_FILE", request, timeoutMs });
  return {
    keys: async () => {
      const { present, next } = await ask(about({ op: "keys" }), heldKeysSchema, operatorResponseSchema);
      return { present: await describePublicKey(present.armored), next: next && (await describePublicKey(next.armored)) };
    },
    plan: async (plan) => {
      const { armored, certifiedBy, isNew } = await ask(about({ op: "plan", ...plan }), plannedSchema, operatorResponseSchema);
      return { key: await describePublicKey(armored), certifiedBy, isNew };
    },
    activate: async (fingerprint) => describePublicKey((await ask(about({ op: "activate", fingerprint }), activatedSchema, operatorResponseSchema)).armored),
    revoke: async (revocation) => describePublicKey((await ask(about({ op: "revoke", ...revocation }), revokedSchema, operatorResponseSchema)).armored),
  };
}
