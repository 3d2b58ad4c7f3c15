import { lstat, unlink } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { Storage } from "#lib/storage/types.ts";
import { answerTo, type Keyring } from "./answer.ts";
import { SigningError } from "./errors.ts";
import { ensurePrivateKey, loadPrivateKey } from "./key-file.ts";
import { fingerprintOf, publicKeyOf } from "./keys.ts";
import { linesOf, MessageTooLong } from "./lines.ts";
import { maxMessageBytes, type SigningResponse } from "./protocol.ts";
import { addressOf, prepareSocketFolder } from "./socket-address.ts";

const idleTimeoutMs = 60_000;
const maxConnections = 64;

export type SignerOptions = { socketPath: string; keyFile: string; passphraseFile?: string; storage: Storage; log: Logger };
export type Signer = { fingerprint: string; /** Answers what has been asked, then ends. */ close(): Promise<void> };

/**
 * Starts the signing process's server on a Unix socket with mode 0600. Makes a development key when the key file is
 * missing. Throws `SigningError` with code `bad-key-file` or `bad-socket`, which tell the setting and the remedy.
 */
export async function startSigner({ socketPath, keyFile, passphraseFile, storage, log }: SignerOptions): Promise<Signer> {
  const isNew = await ensurePrivateKey(keyFile, passphraseFile);
  const key = await loadPrivateKey(keyFile, passphraseFile);
  const keyring: Keyring = { key, fingerprint: fingerprintOf(key), armored: publicKeyOf(key), storage };
  if (isNew) log.warn({ keyFile, fingerprint: keyring.fingerprint }, "made a development signing key: for production, set SIGNING_KEY_FILE to your own");
  await key.getSigningKey().catch((error: unknown) => log.error({ reason: messageOf(error) }, "the signing key cannot sign now"));

  await prepareSocketFolder(socketPath);
  const address = await addressOf(socketPath);
  const connections = new Set<Connection>();
  const server = createServer((socket) => {
    const connection: Connection = { socket, isAnswering: false, isEnding: false };
    connections.add(connection);
    void serve(connection, keyring, log).finally(() => connections.delete(connection));
  });
  server.maxConnections = maxConnections;
  try {
    await removeStaleSocket(address.path, socketPath);
    await listenPrivately(server, address.path);
  } catch (error) {
    await address.release();
    throw error;
  }
  log.info({ fingerprint: keyring.fingerprint, socketPath }, "signer ready");
  return {
    fingerprint: keyring.fingerprint,
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

async function serve(connection: Connection, keyring: Keyring, log: Logger): Promise<void> {
  const { socket } = connection;
  const reply = (response: SigningResponse) => void socket.write(`${JSON.stringify(response)}\n`);
  socket.on("error", (error) => log.debug({ reason: error.message }, "connection lost"));
  const hangUp = () => socket.destroy();
  socket.setTimeout(idleTimeoutMs, hangUp);
  try {
    for await (const line of linesOf(socket)) {
      // Signing a large file is silent for long: the peer's own time limit counts then.
      socket.setTimeout(0);
      connection.isAnswering = true;
      reply(await answerTo(line, keyring, log));
      connection.isAnswering = false;
      socket.setTimeout(idleTimeoutMs);
      if (connection.isEnding) return;
    }
  } catch (error) {
    if (error instanceof MessageTooLong) {
      reply({ ok: false, code: "too-large", message: `the request has more than ${maxMessageBytes} bytes` });
    }
  } finally {
    // Sends what is still to be written, then closes.
    socket.destroySoon();
  }
}

/** Removes the socket of a signer that was killed; refuses to take over from one that answers. */
async function removeStaleSocket(path: string, socketPath: string): Promise<void> {
  const found = await ignoringAbsence(lstat(path));
  if (!found) return;
  // A plain file refuses connections just like a socket without a listener.
  if (!found.isSocket()) throw new SigningError("bad-socket", `SIGNING_SOCKET: "${socketPath}" is not a socket; remove the file or choose another path.`);
  const isAnswering = await new Promise<boolean>((resolve) => {
    const probe = createConnection(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
  if (isAnswering) throw new SigningError("bad-socket", `SIGNING_SOCKET: another signer answers on "${socketPath}"; stop it or choose another path.`);
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
