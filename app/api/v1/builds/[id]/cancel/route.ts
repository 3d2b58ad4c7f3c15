import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { requestCancel } from "#lib/builds/mutations.ts";

const schema = z.object({ id: z.uuid("This is not the id of a build.") });

/** Cancels a queued build, or asks the worker of a running one to end it. */
export const POST = machineRoute({ permission: "build:cancel", schema }, (actor, { id }) => requestCancel(actor, { buildId: id }));
