import { fileURLToPath } from "node:url";
import next from "next";
import { isBuildSettled } from "#lib/builds/data.ts";
import { db } from "#lib/db.ts";
import { createDownloadCounter } from "#lib/downloads/count.ts";
import { createDownloadCatalog } from "#lib/downloads/data.ts";
import { addDownloadCounts } from "#lib/downloads/mutations.ts";
import { readEnv } from "#lib/env.ts";
import { subscribe } from "#lib/events/listen.ts";
import { beginKeeping, forgetKept } from "#lib/kept.ts";
import { onEndRequested } from "#lib/lifecycle.ts";
import { createLogger } from "#lib/log.ts";
import { openStorage } from "#lib/storage/open.ts";
import { createFront } from "./front.ts";
import { webReadiness } from "./health.ts";
import { PageCache } from "./page-cache.ts";
import { drain, runInOrder } from "./shutdown.ts";

const drainMs = 10_000;

/** The web process: the front with Next behind it on one port, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLogger("web", env.LOG_LEVEL);
  const storage = await openStorage(env.STORAGE_URL);
  const portal = next({ dev: false, dir: fileURLToPath(new URL("../..", import.meta.url)), hostname: env.HOST, port: env.PORT });
  await portal.prepare();
  const counter = createDownloadCounter({
    write: (tallies) => addDownloadCounts(db, tallies),
    onError: (error) => log.warn({ err: error }, "download counts are kept for the next time"),
  });
  const nextHandler = portal.getRequestHandler();
  const pages = new PageCache({ render: (request, response) => nextHandler(request, response), isSettled: isBuildSettled });
  // Whichever process changed the catalog, the database tells it to all.
  const unsubscribe = await subscribe("catalog", forgetKept);
  beginKeeping(() => pages.clear());
  const server = createFront({
    catalog: createDownloadCatalog(db),
    storage,
    nextHandler,
    pages,
    publicUrl: env.PUBLIC_URL,
    downloadsMode: env.DOWNLOADS,
    trustedProxies: env.TRUSTED_PROXIES,
    readiness: webReadiness(db, storage),
    counter,
    log,
  });
  const end = () =>
    runInOrder([() => drain(server, drainMs), async () => unsubscribe(), () => counter.close(), () => portal.close(), () => db.$disconnect()], (error) =>
      log.error({ err: error }, "the end was not in order"),
    );
  onEndRequested(() => void end().then(() => process.exit()));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(env.PORT, env.HOST, resolve);
  });
  process.stdout.write(`The portal is ready on ${env.PUBLIC_URL} (${env.HOST}:${env.PORT}).\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`The portal could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
