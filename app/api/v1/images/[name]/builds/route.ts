import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { readBuildsAnswer } from "#lib/builds/api/data.ts";
import { requestBuild } from "#lib/builds/mutations.ts";
import { buildRequestBodySchema } from "#lib/builds/schema.ts";
import { readEnv } from "#lib/env.ts";
import { answerOf } from "../../answer.ts";

export const dynamic = "force-dynamic";

/** `GET /api/v1/images/NAME/builds`: the builds of an image, newest first. */
export async function GET(_request: Request, { params }: RouteContext<"/api/v1/images/[name]/builds">): Promise<Response> {
  const { name } = await params;
  return answerOf(await readBuildsAnswer(name, readEnv().PUBLIC_URL), "There is no image of that name.");
}

const bodySchema = buildRequestBodySchema.extend({ name: z.string().min(1).max(100) });

/** Queues a build of an image. Body: `{ "note"? }`. 201 with the build's id and version. */
export const POST = machineRoute({ permission: "build:trigger", schema: bodySchema, status: 201 }, (actor, { name, note }) => requestBuild(actor, { imageName: name, note }));
