import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { CloudQueue } from "#lib/queue/clouds.ts";
import { listSignatureLinks } from "#lib/registrations/signatures/data.ts";
import { followLinks, usualFollowing, type Following } from "#lib/registrations/signatures/follow.ts";
import { recordSignatureChecks } from "#lib/registrations/signatures/mutations.ts";

const roundSeconds = 300;
/** The first round waits until the portal that is started beside this worker answers. */
const firstPauseMs = 20_000;

/** Follows the links to all signatures once; true when a link died or came to life. */
export async function checkSignatures(how: Following = usualFollowing): Promise<boolean> {
  const followed = await followLinks(await listSignatureLinks(), how);
  return recordSignatureChecks(followed, new Date());
}

type Keeping = { queue: Pick<CloudQueue, "takeTurn">; onNews: () => void; log: Logger; signal: AbortSignal };

/** Follows the links every five minutes, one worker of all, until `signal` aborts. `onNews` hears of every change. */
export async function keepSignatures({ queue, onNews, log, signal }: Keeping): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = roundSeconds * 500) {
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      if ((await queue.takeTurn("signatures", roundSeconds)) && (await checkSignatures({ ...usualFollowing, signal }))) onNews();
    } catch (error) {
      log.warn({ error: messageOf(error) }, "the links to signatures could not be followed");
    }
  }
}
