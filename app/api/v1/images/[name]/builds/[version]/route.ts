import { readBuildAnswer } from "#lib/builds/api/data.ts";
import { readEnv } from "#lib/env.ts";
import { answerOf } from "../../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds/VERSION`: one build with its files, origin and channel history. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds/[version]">): Promise<Response> {
  const { name, version } = await params;
  return answerOf(await readBuildAnswer(name, version, readEnv().PUBLIC_URL), "There is no such build of that image.");
}
