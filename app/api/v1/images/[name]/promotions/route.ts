import { z } from "zod";
import { machineRoute } from "#lib/auth/machine-route.ts";
import { promoteOrAsk } from "#lib/channels/requests/mutations.ts";
import { promotionBodySchema } from "#lib/channels/schema.ts";

const bodySchema = promotionBodySchema.extend({ name: z.string().min(1).max(100) });

/**
 * Promotes a build of an image to latest. Body: `{ "version", "reason"?, "expectedLatestVersion"? }`. Where the settings ask for a
 * second releaser the answer has `"state": "asked"`, and nothing has moved yet.
 */
export const POST = machineRoute({ permission: "channel:promote", schema: bodySchema }, (actor, { name, ...request }) => promoteOrAsk(actor, { imageName: name, ...request }));
