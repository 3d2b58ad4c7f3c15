import { createConnection } from "node:net";
import { SigningError } from "./errors.ts";
import { linesOf } from "./lines.ts";
import { pongSchema, publicKeySchema, responseSchema, signedSchema, type SigningRequest, type SigningResponse } from "./protocol.ts";
import { addressOf } from "./socket-address.ts";
import type { SigningClient } from "./types.ts";

export type ClientOptions = {
  /** Time for short questions. Default: 10 s. */
  timeoutMs?: number;
  /** Time for a signature, with waiting for those before it. Default: 30 min. */
  signTimeoutMs?: number;
};

/** A client of the signing process behind the Unix socket `socketPath`; each call is a connection of its own. */
export function createSigningClient(socketPath: string, { timeoutMs = 10_000, signTimeoutMs = 30 * 60_000 }: ClientOptions = {}): SigningClient {
  return {
    sign: async (artifact) => expecting(signedSchema, await ask(socketPath, { op: "sign", ...artifact }, signTimeoutMs)),
    publicKey: async () => expecting(publicKeySchema, await ask(socketPath, { op: "public-key" }, timeoutMs)),
    ping: async () => expecting(pongSchema, await ask(socketPath, { op: "ping" }, timeoutMs)),
  };
}

function expecting<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, response: SigningResponse): T {
  if (!response.ok) throw new SigningError(response.code, response.message);
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new SigningError("protocol", "The signing process answered another question than the one asked: use one version of both.");
}

async function ask(socketPath: string, request: SigningRequest, timeoutMs: number): Promise<SigningResponse> {
  const address = await addressOf(socketPath).catch((error: unknown) => {
    throw unreachable(socketPath, error);
  });
  const socket = createConnection(address.path);
  const late = new SigningError("timeout", `SIGNING_SOCKET: no answer to "${request.op}" on "${socketPath}" within ${timeoutMs / 1000} s.`);
  const timer = setTimeout(() => socket.destroy(late), timeoutMs);
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of linesOf(socket)) return parse(line);
    throw new SigningError("protocol", "The signing process ended the connection without an answer; its log has the reason.");
  } catch (error) {
    throw error instanceof SigningError ? error : unreachable(socketPath, error);
  } finally {
    clearTimeout(timer);
    socket.destroy();
    await address.release();
  }
}

function parse(line: string): SigningResponse {
  try {
    return responseSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new SigningError("protocol", "The signing process sent an answer that this version does not know.", { cause: error });
  }
}

function unreachable(socketPath: string, cause: unknown): SigningError {
  const reason = (cause as NodeJS.ErrnoException).code ?? "no connection";
  return new SigningError("unreachable", `SIGNING_SOCKET: the signing process does not answer on "${socketPath}" (${reason}); start it with \`npm run signer\`.`, { cause });
}
