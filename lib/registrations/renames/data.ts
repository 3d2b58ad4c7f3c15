import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { readCapabilityRules } from "#lib/flavors/data.ts";
import { registrationsOf } from "#lib/flavors/rules.ts";
import { renamesOf } from "./rules.ts";
import type { Rename, RoleChange } from "./schema.ts";

/** What the configured clouds will show otherwise when builds of an image change their roles. Nothing is asked of a cloud, nothing written. */
export async function readRenames(_actor: Actor, image: { name: string; capabilities: number }, changes: RoleChange[]): Promise<Rename[]> {
  const [clouds, rules, ids, names] = await Promise.all([
    db.cloud.findMany({ where: { isConfigured: true }, orderBy: { name: "asc" }, select: { name: true } }),
    readCapabilityRules(),
    db.glanceRegistration.findMany({ where: { buildId: { in: changes.map(({ buildId }) => buildId) }, state: { not: "removed" } }, select: { cloud: true, buildId: true, suffix: true, glanceId: true } }),
    db.image.findMany({ where: { name: { startsWith: `${image.name}_` } }, select: { name: true } }),
  ]);
  // Where a suffix would give the image another one's name, the other one has it: see `wantedOf`.
  const taken = new Set(names.map(({ name }) => name));
  const suffixes = registrationsOf(image.capabilities, rules).map(({ suffix }) => suffix as string).filter((suffix) => !taken.has(`${image.name}${suffix}`));
  return renamesOf({ image: image.name, suffixes, clouds: clouds.map(({ name }) => name), changes, ids });
}
