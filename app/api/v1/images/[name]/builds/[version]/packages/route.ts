import { readPackagesAnswer } from "#lib/builds/api/data.ts";
import { answerOf } from "../../../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds/VERSION/packages`: all packages of a build. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds/[version]/packages">): Promise<Response> {
  const { name, version } = await params;
  return answerOf(await readPackagesAnswer(name, version), "There is no such build of that image.");
}
