import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { pinClient } from "#lib/pins/mutations.ts";
import { pinBodySchema } from "#lib/pins/schema.ts";

const bodySchema = pinBodySchema.extend({ name: z.string().min(1).max(100) });

/** Notes that a client stays with a build, which is kept as long. Body: `{ "version", "client", "contact", "until" }`; `until` is a day. */
export const POST = machineRoute({ permission: "build:hold", schema: bodySchema, status: 201 }, (actor, { name, ...pin }) => pinClient(actor, { imageName: name, ...pin }));
