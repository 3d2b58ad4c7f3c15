import { adminRoute } from "#lib/auth/admin-route.ts";
import { searchAdmin } from "#lib/navigation/data.ts";
import { searchSchema } from "#lib/navigation/schema.ts";

export const dynamic = "force-dynamic";

/** `?q=…`: what the person who asks may see of it; for the search that opens over every admin page. */
export const GET = adminRoute({ permission: "admin:view", schema: searchSchema }, (actor, { q }) => searchAdmin(actor, q));
