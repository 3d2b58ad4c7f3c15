import { readImageAnswer } from "#lib/catalog/answers/data.ts";
import type { RefusalAnswer } from "#lib/catalog/schema.ts";
import { readEnv } from "#lib/env.ts";

/** One image with its channels and files as JSON. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]">): Promise<Response> {
  const { name } = await params;
  const image = await readImageAnswer(name, readEnv().PUBLIC_URL);
  if (image) return Response.json(image);
  const message = `There is no image "${name}". /api/v1/images lists all, /api/v1/resolve/${encodeURIComponent(name)} knows names of the past.`;
  return Response.json({ error: { code: "not-found", message } } satisfies RefusalAnswer, { status: 404 });
}
