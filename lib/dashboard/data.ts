import type { Actor } from "#lib/auth/actor.ts";
import { readAttentionFacts } from "#lib/attention/data.ts";
import { mattersOf } from "#lib/attention/rules.ts";
import { readCapacity } from "#lib/capacity/data.ts";
import { readNights } from "#lib/nights/data.ts";
import type { NightsView } from "#lib/nights/schema.ts";
import { readWorkload } from "#lib/workload/data.ts";

/** So many rows of the nights stand on the first page; all of them have a page of their own. */
const nightRows = 20;

/** All that the first page of the admins shows, read at once; everything in it is as of `now`. */
export async function readDashboard(actor: Actor, nightsOf: NightsView["nights"], now = new Date()) {
  const [{ facts, needsSecond }, workload, nights, capacity] = await Promise.all([readAttentionFacts(actor, now), readWorkload(actor, now), readNights(actor, { nights: nightsOf, after: undefined }, nightRows, now), readCapacity(actor, now)]);
  return { matters: mattersOf({ ...facts, workload, capacity }, now), needsSecond, workload, nights, capacity, keys: facts.keys, now };
}
