import { readEnv } from "#lib/env.ts";
import { readLatestFor } from "#lib/rollouts/data.ts";
import { clientSchema } from "#lib/rollouts/schema.ts";
import { answerOf } from "../../answer.ts";

export const dynamic = "force-dynamic";

/**
 * `GET /api/v1/images/NAME/latest?client=ID`: which build is latest for this client. During a staged rollout that depends on the
 * client, and never goes back while the rollout lasts; without `client` it is what the channel says to everybody.
 */
export async function GET(request: Request, { params }: RouteContext<"/api/v1/images/[name]/latest">): Promise<Response> {
  const { name } = await params;
  const given = new URL(request.url).searchParams.get("client");
  const client = given === null ? null : clientSchema.safeParse(given);
  if (client && !client.success) return Response.json({ code: "invalid-input", message: client.error.issues[0]?.message }, { status: 400 });
  const answer = answerOf(await readLatestFor(name, client?.data ?? null, readEnv().PUBLIC_URL), `There is no image "${name}", or nothing is latest of it now.`);
  answer.headers.set("cache-control", "no-store");
  return answer;
}
