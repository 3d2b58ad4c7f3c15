import { readStatus } from "#lib/registrations/status/data.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/status`: the promises about every image in every cloud, now and in the last 90 days. */
export async function GET(): Promise<Response> {
  return Response.json(await readStatus());
}
