import { messageOf } from "#lib/errors.ts";
import { readEnv } from "#lib/env.ts";
import { onEndRequested } from "#lib/lifecycle.ts";
import { createLogger } from "#lib/log.ts";
import { openStorage } from "#lib/storage/open.ts";
import { startSigner } from "./signer.ts";
import { developmentUserId } from "./user-id.ts";

/** The signing process: the only one that reads the private key. Ends in order on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLogger("signer", env.LOG_LEVEL);
  const signer = await startSigner({
    socketPath: env.SIGNING_SOCKET,
    keyFile: env.SIGNING_KEY_FILE,
    ...(env.SIGNING_KEY_PASSPHRASE_FILE ? { passphraseFile: env.SIGNING_KEY_PASSPHRASE_FILE } : {}),
    userId: developmentUserId(env.PUBLIC_URL),
    storage: openStorage(env.STORAGE_URL),
    log,
  });
  onEndRequested(() => {
    void signer.close().then(() => {
      log.info("signer ended");
      process.exit(0);
    });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`The signer could not start: ${messageOf(error)}\n`);
  process.exit(1);
});
