import type { CapabilityRules } from "#lib/flavors/schema.ts";
import { listRegistrations, readRegistrables, type RegistrationRow } from "./data.ts";
import { recordWanted } from "./mutations.ts";
import { wantedOf } from "./rules.ts";
import type { CloudPolicy, Leaving, RegistrableImage, Target, Wanted } from "./schema.ts";

/** What a cloud should have, with the ids under which it has it or will have it. */
export type Wish = { images: RegistrableImage[]; rules: CapabilityRules; rows: RegistrationRow[]; targets: Target[]; leaving: Leaving[] };

/** Writes down what is wanted of a cloud now, and reads it back with its ids. */
export async function recordWish(policy: CloudPolicy, publicUrl: string): Promise<Wish> {
  const { images, rules } = await readRegistrables();
  const wanted = wantedOf(images, rules, policy, publicUrl);
  await recordWanted(policy.name, wanted, await listRegistrations(policy.name));
  return { images, rules, ...match(wanted, await listRegistrations(policy.name)) };
}

/** The same without writing anything; images that are not yet registered have a placeholder for their id. */
export async function readWish(policy: CloudPolicy, publicUrl: string): Promise<Wish> {
  const { images, rules } = await readRegistrables();
  return { images, rules, ...match(wantedOf(images, rules, policy, publicUrl), await listRegistrations(policy.name)) };
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
    };
  });
  const leaving = rows.flatMap(({ id, glanceId, imageId, suffix, image, buildId }) =>
    glanceId === null || keys.has(`${buildId}${suffix}`) ? [] : [{ registrationId: id, glanceId, line: `${image.name}${suffix}`, imageId, suffix }],
  );
  return { rows, targets, leaving };
}
