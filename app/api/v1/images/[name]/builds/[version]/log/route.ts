import { findBuildId, readLogPieces } from "#lib/builds/data.ts";
import { withoutEscapes } from "#lib/builds/log-text.ts";
import { logQuerySchema } from "#lib/builds/schema.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds/VERSION/log`: the log so far as plain text. `?colors=keep` leaves the escapes of terminals in it. */
export async function GET(request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds/[version]/log">): Promise<Response> {
  const { name, version } = await params;
  const buildId = await findBuildId(name, version);
  if (!buildId) return Response.json({ error: "There is no such build." }, { status: 404 });
  const query = new URL(request.url).searchParams;
  const { until, colors } = logQuerySchema.parse(Object.fromEntries(query));
  const pieces = readLogPieces(buildId, until);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(colors === "keep" ? value : withoutEscapes(value)));
    },
    cancel: () => void pieces.return(undefined),
  });
  const headers = new Headers({ "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  if (query.has("download")) headers.set("content-disposition", `attachment; filename="${name}-${version}.log"`);
  return new Response(body, { headers });
}
