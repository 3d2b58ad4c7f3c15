import { lstat, unlink } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import type { Logger } from "#lib/log.ts";
import { SigningError } from "./errors.ts";
import { linesOf, MessageTooLong } from "./lines.ts";
import { maxMessageBytes, type Refusal } from "./protocol.ts";
import { addressOf, prepareSocketFolder } from "./socket-address.ts";

const idleTimeoutMs = 60_000;
const maxConnections = 64;

export type LineServer = { /** Answers what has been asked, then ends. */ close(): Promise<void> };

/**
 * Answers JSON lines on a Unix socket with mode 0600 that only its owner can reach. `answer` must not throw. Throws
 * `SigningError` with code `bad-socket`, which names `setting` and the remedy.
 */
export async function serveLines<Response>(
  { socketPath, setting }: { socketPath: string; setting: string },
  answer: (line: string) => Promise<Response | Refusal>,
  log: Logger,
): Promise<LineServer> {
  await prepareSocketFolder(socketPath);
  const address = await addressOf(socketPath);
  const connections = new Set<Connection>();
  const server = createServer((socket) => {
    const connection: Connection = { socket, isAnswering: false, isEnding: false };
    connections.add(connection);
    void serve(connection, answer, log).finally(() => connections.delete(connection));
  });
  server.maxConnections = maxConnections;
  try {
    await removeStaleSocket(address.path, socketPath, setting);
    await listenPrivately(server, address.path);
  } catch (error) {
    await address.release();
    throw error;
  }
  return {
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const connection of connections) {
        connection.isEnding = true;
        if (!connection.isAnswering) connection.socket.destroy();
      }
      await closed;
      await address.release();
    },
  };
}

type Connection = { socket: Socket; isAnswering: boolean; isEnding: boolean };

async function serve(connection: Connection, answer: (line: string) => Promise<unknown>, log: Logger): Promise<void> {
  const { socket } = connection;
  const reply = (response: unknown) => void socket.write(`${JSON.stringify(response)}\n`);
  socket.on("error", (error) => log.debug({ reason: error.message }, "connection lost"));
  const hangUp = () => socket.destroy();
  socket.setTimeout(idleTimeoutMs, hangUp);
  try {
    for await (const line of linesOf(socket)) {
      // Signing a large file is silent for long: the peer's own time limit counts then.
      socket.setTimeout(0);
      connection.isAnswering = true;
      reply(await answer(line));
      connection.isAnswering = false;
      socket.setTimeout(idleTimeoutMs);
      if (connection.isEnding) return;
    }
  } catch (error) {
    if (error instanceof MessageTooLong) {
      reply({ ok: false, code: "too-large", message: `the request has more than ${maxMessageBytes} bytes` } satisfies Refusal);
    }
  } finally {
    // Sends what is still to be written, then closes.
    socket.destroySoon();
  }
}

/** Removes the socket of a signer that was killed; refuses to take over from one that answers. */
async function removeStaleSocket(path: string, socketPath: string, setting: string): Promise<void> {
  const found = await ignoringAbsence(lstat(path));
  if (!found) return;
  // A plain file refuses connections just like a socket without a listener.
  if (!found.isSocket()) throw new SigningError("bad-socket", `${setting}: "${socketPath}" is not a socket; remove the file or choose another path.`);
  const isAnswering = await new Promise<boolean>((resolve) => {
    const probe = createConnection(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
  if (isAnswering) throw new SigningError("bad-socket", `${setting}: another signer answers on "${socketPath}"; stop it or choose another path.`);
  await unlink(path);
}

async function ignoringAbsence<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

async function listenPrivately(server: Server, path: string): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject));
  // The socket is bound inside `listen`; under this mask it has mode 0600 from its first moment.
  const mask = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(mask);
  }
  await listening;
}
