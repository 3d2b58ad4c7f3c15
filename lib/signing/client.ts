import { ask } from "./ask.ts";
import { pongSchema, publicKeySchema, responseSchema, signedSchema, type SigningRequest } from "./protocol.ts";
import type { SigningClient } from "./types.ts";

export type ClientOptions = {
  /** Time for short questions. Default: 10 s. */
  timeoutMs?: number;
  /** Time for a signature, with waiting for those before it. Default: 30 min. */
  signTimeoutMs?: number;
};

/** A client of the signing process behind the Unix socket `socketPath`; each call is a connection of its own. */
export function createSigningClient(socketPath: string, { timeoutMs = 10_000, signTimeoutMs = 30 * 60_000 }: ClientOptions = {}): SigningClient {
  const about = (request: SigningRequest, limitMs = timeoutMs) => ({ socketPath, setting: "SIGNING_SOCKET", request, timeoutMs: limitMs });
  return {
    sign: (artifact) => ask(about({ op: "sign", ...artifact }, signTimeoutMs), signedSchema, responseSchema),
    publicKey: () => ask(about({ op: "public-key" }), publicKeySchema, responseSchema),
    ping: () => ask(about({ op: "ping" }), pongSchema, responseSchema),
  };
}
