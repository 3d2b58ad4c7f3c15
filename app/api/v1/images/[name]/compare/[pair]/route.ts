import { compareBuilds } from "#lib/compare/data.ts";
import { pairSchema } from "#lib/compare/schema.ts";
import { answerOf } from "../../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/compare/A...B`: what lies between two builds of an image. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/compare/[pair]">): Promise<Response> {
  const { name, pair } = await params;
  const versions = pairSchema.safeParse(pair);
  if (!versions.success) return Response.json({ code: "bad-request", message: "Name two builds as VERSION...VERSION, such as 20261123-1...20261124-1." }, { status: 400 });
  return answerOf(await compareBuilds(name, versions.data), "There is no such pair of builds of that image.");
}
