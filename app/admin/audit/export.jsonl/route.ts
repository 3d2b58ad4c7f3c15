import { exportAudit } from "#lib/audit/export/data.ts";
import { auditViewSchema, filterOf } from "#lib/audit/schema.ts";
import { requireActor } from "#lib/auth/session.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { createLogger } from "#lib/log.ts";

export const dynamic = "force-dynamic";

const log = createLogger("audit-export");

/** The rows of the audit that fit the same filters as the page, oldest first, as JSON Lines: see docs/audit.md. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await requireActor("audit:read");
    const filter = filterOf(auditViewSchema.parse(Object.fromEntries(new URL(request.url).searchParams)));
    const { readable, writable } = new TextEncoderStream();
    const writer = writable.getWriter();
    exportAudit(actor, filter, (lines) => writer.write(lines)).then(
      () => writer.close(),
      (error: unknown) => {
        if (!request.signal.aborted) log.warn({ error: messageOf(error) }, "an export of the audit was broken off");
        // The reader must see that the file is not whole.
        return writer.abort(error).catch(() => undefined);
      },
    );
    const day = new Date().toISOString().slice(0, 10);
    return new Response(readable, { headers: { "content-type": "application/jsonl; charset=utf-8", "content-disposition": `attachment; filename="audit-${day}.jsonl"`, "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof AppError) return Response.json({ error: error.message, code: error.code }, { status: error.status, headers: { "cache-control": "no-store" } });
    throw error;
  }
}
