import type { CapabilityRules } from "#lib/flavors/schema.ts";
import { listRegistrations, readOwnersOfNames, readRegistrables, type RegistrationRow } from "./data.ts";
import { recordWanted } from "./mutations.ts";
import { wantedOf } from "./rules.ts";
import type { CloudPolicy, Leaving, RegistrableImage, StepFailure, Target, Wanted } from "./schema.ts";

/** What a cloud should have, with the ids under which it has it or will have it; `refused` is what it can never have. */
export type Wish = { refused: StepFailure[]; images: RegistrableImage[]; rules: CapabilityRules; rows: RegistrationRow[]; targets: Target[]; leaving: Leaving[] };

/** Writes down what is wanted of a cloud now, and reads it back with its ids. */
export async function recordWish(policy: CloudPolicy, publicUrl: string): Promise<Wish> {
  const { images, rules } = await readRegistrables();
  const rows = await listRegistrations(policy.name);
  const { wanted, refused } = await withoutUsedNames(policy.name, wantedOf(images, rules, policy, publicUrl), rows);
  await recordWanted(policy.name, wanted, rows);
  return { images, rules, refused, ...match(wanted, await listRegistrations(policy.name)) };
}

/** The same without writing anything; images that are not yet registered have a placeholder for their id. */
export async function readWish(policy: CloudPolicy, publicUrl: string): Promise<Wish> {
  const { images, rules } = await readRegistrables();
  const rows = await listRegistrations(policy.name);
  const { wanted, refused } = await withoutUsedNames(policy.name, wantedOf(images, rules, policy, publicUrl), rows);
  return { images, rules, refused, ...match(wanted, rows) };
}

/** A name that an image in the cloud ever had is never given to another one: whoever pinned it would get something else. */
async function withoutUsedNames(cloud: string, wanted: Wanted[], rows: RegistrationRow[]): Promise<{ wanted: Wanted[]; refused: StepFailure[] }> {
  const known = new Set(rows.map(({ buildId, suffix }) => `${buildId}${suffix}`));
  const owners = await readOwnersOfNames(cloud, wanted.flatMap(({ buildId, suffix, datedName }) => (known.has(`${buildId}${suffix}`) ? [] : [datedName])));
  const isUsed = ({ datedName, buildId, suffix }: Wanted) => {
    const owner = owners.get(datedName);
    return owner !== undefined && (owner.buildId !== buildId || owner.suffix !== suffix);
  };
  const refused = wanted.filter(isUsed).map(({ line, datedName }) => ({ line, glanceId: `new-${datedName}`, code: "name-used", message: `${datedName} is not registered: another image had that name in this cloud. Build it again, under a new version.` }));
  return { wanted: wanted.filter((one) => !isUsed(one)), refused };
}

function match(wanted: Wanted[], rows: RegistrationRow[]): Pick<Wish, "rows" | "targets" | "leaving"> {
  const byKey = new Map(rows.map((row) => [`${row.buildId}${row.suffix}`, row]));
  const keys = new Set(wanted.map(({ buildId, suffix }) => `${buildId}${suffix}`));
  const targets = wanted.map((want): Target => {
    const row = byKey.get(`${want.buildId}${want.suffix}`);
    const hasName = row?.wantedName === want.settings.name;
    return {
      ...want,
      registrationId: row?.id ?? "",
      glanceId: row?.glanceId ?? `new-${want.datedName}`,
      isSettled: hasName && (row.state === "registered" || row.state === "drifted"),
      wasRegistered: row !== undefined && row.bytesCheckedAt !== null,
      wasShown: row !== undefined && row.firstRegisteredAt !== null,
      hasFailed: row?.state === "failed",
    };
  });
  const leaving = rows.flatMap(({ id, glanceId, imageId, suffix, image, buildId }) =>
    glanceId === null || keys.has(`${buildId}${suffix}`) ? [] : [{ registrationId: id, glanceId, line: `${image.name}${suffix}`, imageId, suffix }],
  );
  return { rows, targets, leaving };
}
