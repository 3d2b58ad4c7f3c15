import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { requestBuild } from "#lib/builds/mutations.ts";

const bodySchema = z.object({ name: z.string().min(1).max(100), note: z.string().trim().max(500).optional() });

/** Queues a build of an image. Body: `{ "note"? }`. 201 with the build's id and version. */
export const POST = machineRoute({ permission: "build:trigger", schema: bodySchema, status: 201 }, (actor, { name, note }) => requestBuild(actor, { imageName: name, note }));
