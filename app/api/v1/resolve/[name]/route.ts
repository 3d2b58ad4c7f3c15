import { resolve } from "#lib/resolver/data.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/resolve/NAME-OR-UUID`: lineage, present name, state, replacement and validity of anything that ever existed here. */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params;
  const query = decodeURIComponent(name);
  const resolution = await resolve(query);
  if (resolution) return Response.json(resolution);
  return Response.json({ code: "not-found", message: `Nothing here was ever called ${JSON.stringify(query.slice(0, 200))}. Names of images, dated names, ids of builds and Glance images, file names and SHA-256 or SHA-512 hashes are known.` }, { status: 404 });
}
