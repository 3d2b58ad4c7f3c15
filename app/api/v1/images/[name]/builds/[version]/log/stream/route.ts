import { z } from "zod";
import { findBuildId } from "#lib/builds/data.ts";
import { followBuild, formatServerSentEvent } from "#lib/builds/live.ts";
import { createLogger } from "#lib/log.ts";
import { messageOf } from "#lib/errors.ts";

export const dynamic = "force-dynamic";

const log = createLogger("live-log");
const sequenceSchema = z.coerce.number().int().min(0).max(2_147_483_647).catch(0);

/** Server-sent events of a build: its log after piece `after` (or `Last-Event-ID`), its status, its end. */
export async function GET(request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds/[version]/log/stream">): Promise<Response> {
  const { name, version } = await params;
  const buildId = await findBuildId(name, version);
  if (!buildId) return Response.json({ error: "There is no such build." }, { status: 404 });
  const after = sequenceSchema.parse(request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after") ?? 0);

  const stop = new AbortController();
  const events = followBuild(buildId, after, AbortSignal.any([request.signal, stop.signal]));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await events.next();
        if (stop.signal.aborted) return;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(formatServerSentEvent(value)));
      } catch (error) {
        log.warn({ error: messageOf(error) }, "a live log was interrupted");
        // The reader's browser connects again by itself and goes on where it was.
        controller.close();
      }
    },
    cancel() {
      stop.abort();
    },
  });
  // `no-transform` keeps compression, which would hold lines back, away from the stream.
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache, no-transform", "x-accel-buffering": "no" } });
}
