import { createConnection } from "node:net";
import type { z } from "zod";
import { SigningError } from "./errors.ts";
import { linesOf } from "./lines.ts";
import type { Refusal } from "./protocol.ts";
import { addressOf } from "./socket-address.ts";

type Question = { socketPath: string; /** that leads to the socket, for messages */ setting: string; request: { op: string }; timeoutMs: number };

/** Asks the signing process one question on a connection of its own. Throws `SigningError` for refusals too. */
export async function ask<Answer extends { ok: true }>({ socketPath, setting, request, timeoutMs }: Question, answerSchema: z.ZodType<Answer>, anySchema: z.ZodType<{ ok: true } | Refusal>): Promise<Answer> {
  const unreachable = (cause: unknown) => {
    const reason = (cause as NodeJS.ErrnoException).code ?? "no connection";
    return new SigningError("unreachable", `${setting}: the signing process does not answer on "${socketPath}" (${reason}); start it with \`npm run signer\`.`, { cause });
  };
  const address = await addressOf(socketPath).catch((error: unknown) => {
    throw unreachable(error);
  });
  const socket = createConnection(address.path);
  const late = new SigningError("timeout", `${setting}: no answer to "${request.op}" on "${socketPath}" within ${timeoutMs / 1000} s.`);
  const timer = setTimeout(() => socket.destroy(late), timeoutMs);
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of linesOf(socket)) return read(line, answerSchema, anySchema);
    throw new SigningError("protocol", "The signing process ended the connection without an answer; its log has the reason.");
  } catch (error) {
    throw error instanceof SigningError ? error : unreachable(error);
  } finally {
    clearTimeout(timer);
    socket.destroy();
    await address.release();
  }
}

function read<Answer>(line: string, answerSchema: z.ZodType<Answer>, anySchema: z.ZodType<{ ok: true } | Refusal>): Answer {
  let response: { ok: true } | Refusal;
  try {
    response = anySchema.parse(JSON.parse(line));
  } catch (error) {
    throw new SigningError("protocol", "The signing process sent an answer that this version does not know.", { cause: error });
  }
  if (!response.ok) throw new SigningError(response.code, response.message);
  const parsed = answerSchema.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new SigningError("protocol", "The signing process answered another question than the one asked: use one version of both.");
}
