import { readBuildsAnswer } from "#lib/builds/api/data.ts";
import { readEnv } from "#lib/env.ts";
import { answerOf } from "../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds`: the builds of an image, newest first. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds">): Promise<Response> {
  const { name } = await params;
  return answerOf(await readBuildsAnswer(name, readEnv().PUBLIC_URL), "There is no image of that name.");
}
