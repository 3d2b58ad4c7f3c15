import { catalogAnswer } from "#lib/catalog/answers/rules.ts";
import type { RefusalAnswer } from "#lib/catalog/schema.ts";
import { findImages } from "#lib/catalog/search/data.ts";
import { readEnv } from "#lib/env.ts";

/** The catalog as JSON, by the same parameters as `/images`. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const raw = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
  const found = await findImages(raw, { isStrict: true });
  if (found.ok) return Response.json(catalogAnswer(found.value, readEnv().PUBLIC_URL));
  const { code, message, problems } = found;
  return Response.json({ error: { code, message, problems } } satisfies RefusalAnswer, { status: 400 });
}
