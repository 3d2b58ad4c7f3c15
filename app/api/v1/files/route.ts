import { identifyFile } from "#lib/downloads/identify/data.ts";
import { identifySchema } from "#lib/downloads/identify/schema.ts";

export const dynamic = "force-dynamic";

/** Which published files have this name, size or SHA-256, and where their signatures are. */
export async function GET(request: Request): Promise<Response> {
  const question = identifySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!question.success) {
    return Response.json({ error: question.error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ") }, { status: 400 });
  }
  return Response.json({ files: await identifyFile(question.data) });
}
