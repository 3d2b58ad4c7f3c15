import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { endPin } from "#lib/pins/mutations.ts";

const schema = z.object({ id: z.uuid("This is not the id of a pin.") });

/** Ends a pin before its day. */
export const DELETE = machineRoute({ permission: "build:hold", schema }, (actor, { id }) => endPin(actor, { pinId: id }));
