import { subscribe } from "#lib/events/listen.ts";
import { listLogChunks, readBuildStatus } from "./data.ts";
import { isUnfinished } from "./rules.ts";
import type { BuildStatus, LiveEvent } from "./schema.ts";

const heartbeatMs = 15_000;
/** Log and status are read again at this pace even if no notification comes. */
const pollMs = 10_000;

/**
 * What happens to a build from piece `after` of its log on: pieces of the log, changes of its status, `end` when it is
 * finished and everything was sent, null as a sign of life. Ends with `end` or when `signal` is aborted.
 */
export async function* followBuild(buildId: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent | null> {
  let wake = () => {};
  let isNews = true;
  const announce = (payload: string | null) => {
    if (payload !== null && payload !== buildId) return;
    isNews = true;
    wake();
  };
  signal.addEventListener("abort", () => wake(), { once: true });
  // Listening begins before the first look, so that nothing falls between the two.
  const unsubscribe = await subscribe("build", announce);
  try {
    let sequence = after;
    let shown: BuildStatus | null = null;
    let quietSince = Date.now();
    while (!signal.aborted) {
      isNews = false;
      // The status first: what was logged before a build finished is then surely in the chunks that are read after it.
      const status = await readBuildStatus(buildId);
      if (!status) return;
      for (let chunks = await listLogChunks(buildId, sequence); chunks.length > 0; chunks = await listLogChunks(buildId, sequence)) {
        for (const chunk of chunks) {
          sequence = chunk.sequence;
          yield { event: "log", id: sequence, data: { text: chunk.text } };
          if (signal.aborted) return;
        }
        quietSince = Date.now();
      }
      if (!isUnfinished(status)) return yield { event: "end", data: { status } };
      if (status !== shown) {
        shown = status;
        yield { event: "status", data: { status } };
      }
      if (!isNews && !signal.aborted) {
        const timer = setTimeout(() => wake(), pollMs);
        await new Promise<void>((resolve) => (wake = resolve));
        clearTimeout(timer);
      }
      if (Date.now() - quietSince >= heartbeatMs && !isNews) {
        quietSince = Date.now();
        yield null;
      }
    }
  } finally {
    unsubscribe();
  }
}

/** One event in the format of server-sent events (WHATWG HTML §9.2.5); null becomes a comment. */
export function formatServerSentEvent(event: LiveEvent | null): string {
  if (!event) return ": alive\n\n";
  const id = "id" in event ? `id: ${event.id}\n` : "";
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
