import { readTestsAnswer } from "#lib/builds/api/data.ts";
import { answerOf } from "../../../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds/VERSION/tests`: what was checked, with commands and their output. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds/[version]/tests">): Promise<Response> {
  const { name, version } = await params;
  return answerOf(await readTestsAnswer(name, version), "There is no such build of that image.");
}
