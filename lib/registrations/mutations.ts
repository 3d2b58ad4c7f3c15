import { randomUUID } from "node:crypto";
import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { GlanceImage } from "#lib/glance/types.ts";
import type { RegistrationRow } from "./data.ts";
import type { CloudPolicy, Target, Wanted } from "./schema.ts";

/** Records that these clouds are configured and how; with `areAll` that no others are, which stay with their history. */
export async function recordClouds(policies: CloudPolicy[], { areAll } = { areAll: true }): Promise<void> {
  await db.$transaction(async (tx) => {
    if (areAll) await tx.cloud.updateMany({ where: { isConfigured: true, name: { notIn: policies.map(({ name }) => name) } }, data: { isConfigured: false } });
    for (const { name, drift } of policies) {
      await tx.cloud.upsert({ where: { name }, create: { name, driftPolicy: drift }, update: { driftPolicy: drift, isConfigured: true } });
    }
  });
}

/** Rows that are written in one transaction at most, but for the builds of one image, which belong together. */
const rowsAtOnce = 500;

/**
 * Makes the rows of a cloud say what is wanted now, before anything is done about it. A new registration gets the Glance id
 * that it will have, so that whoever goes on after a crash finds the image again instead of making a second one.
 */
export async function recordWanted(cloud: string, wanted: Wanted[], rows: RegistrationRow[]): Promise<void> {
  const known = new Map(rows.map((row) => [`${row.buildId}${row.suffix}`, row]));
  const changed = wanted.flatMap((want) => {
    const row = known.get(`${want.buildId}${want.suffix}`);
    return row && isSame(row, want) ? [] : [{ want, row }];
  });
  for (const part of partsOf(changed)) await recordPart(cloud, part);
}

type Changed = { want: Wanted; row: RegistrationRow | undefined };

/** A first registration of many builds would take longer than a transaction may; names go from row to row within one image only. */
function partsOf(changed: Changed[]): Changed[][] {
  const parts: Changed[][] = [];
  for (const ofImage of Map.groupBy(changed, ({ want }) => want.imageId).values()) {
    const last = parts.at(-1);
    if (last && last.length + ofImage.length <= rowsAtOnce) last.push(...ofImage);
    else parts.push(ofImage);
  }
  return parts;
}

async function recordPart(cloud: string, changed: Changed[]): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // Two visible rows never have one name, not even within the transaction: so first all give up their names.
      await tx.glanceRegistration.updateMany({ where: { id: { in: changed.flatMap(({ row }) => (row ? [row.id] : [])) } }, data: { wantedHidden: true } });
      for (const { want, row } of changed) {
        const data = { wantedName: want.settings.name, wantedHidden: want.settings.isHidden, wanted: want.settings, state: "wanted" as const };
        if (row) await tx.glanceRegistration.update({ where: { id: row.id }, data });
        else await insert(tx, cloud, want, data);
      }
    },
    { timeout: 60_000 },
  );
}

async function insert(tx: Transaction, cloud: string, { imageId, buildId, suffix }: Wanted, data: { wantedName: string; wantedHidden: boolean; wanted: Wanted["settings"]; state: "wanted" }): Promise<void> {
  // A row that was removed once (its image lost the suffix and has it again) begins anew, with a new id.
  const { id } = await tx.glanceRegistration.upsert({
    where: { cloud_buildId_suffix: { cloud, buildId, suffix } },
    create: { cloud, imageId, buildId, suffix, ...data },
    update: { ...data, firstRegisteredAt: null },
    select: { id: true },
  });
  await chooseId(tx, cloud, id);
}

function isSame({ wanted }: RegistrationRow, { settings }: Wanted): boolean {
  const { properties, ...base } = wanted as Wanted["settings"];
  const { properties: wantedProperties, ...wantedBase } = settings;
  const sorted = (value: object | undefined) => JSON.stringify(Object.entries(value ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(base) === sorted(wantedBase) && sorted(properties) === sorted(wantedProperties);
}

async function chooseId(tx: Transaction, cloud: string, registrationId: string): Promise<string> {
  const glanceId = randomUUID();
  await tx.glanceImage.updateMany({ where: { registrationId, goneAt: null }, data: { goneAt: new Date() } });
  await tx.glanceRegistration.update({ where: { id: registrationId }, data: { glanceId, state: "wanted", observedName: null, observedHidden: null, observedHash: null, observedStatus: null, observedSizeBytes: null, bytesCheckedAt: null } });
  await tx.glanceImage.create({ data: { cloud, glanceId, registrationId } });
  return glanceId;
}

/** Gives a registration a new Glance id because the image with the old one is gone: Glance gives no id twice. */
export async function renewId(actor: Actor, cloud: string, { registrationId, glanceId, line }: Pick<Target, "registrationId" | "glanceId" | "line">, why: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const renewed = await chooseId(tx, cloud, registrationId);
    await recordAudit(tx, actor, { action: "registration.renew", objectKind: "registration", objectId: registrationId, before: { cloud, line, glanceId }, after: { glanceId: renewed, why } });
  });
}

/** Records that the images of builds which are no longer kept are gone from the cloud. */
export async function recordRemoved(registrationIds: string[], at: Date): Promise<void> {
  if (registrationIds.length === 0) return;
  await db.$transaction([
    db.glanceImage.updateMany({ where: { registrationId: { in: registrationIds }, goneAt: null }, data: { goneAt: at } }),
    db.glanceRegistration.updateMany({ where: { id: { in: registrationIds } }, data: { state: "removed", observedAt: at, observedStatus: null, lastError: null } }),
  ]);
}

/** Says that the bytes of an image are on their way, for who looks on. */
export async function recordUploading(registrationId: string): Promise<void> {
  await db.glanceRegistration.update({ where: { id: registrationId }, data: { state: "uploading", lastError: null } });
}

export type Seen = { target: Target; image: GlanceImage | undefined; state: "wanted" | "registered" | "drifted" | "failed"; error: string | null };

/** Records how the images of a cloud were seen last; rows that say so already are left alone. */
export async function recordSeen(seen: Seen[], rows: RegistrationRow[], at: Date): Promise<void> {
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { target, image, state, error } of seen) {
    const data = {
      state,
      lastError: error,
      observedName: image?.name ?? null,
      observedHidden: image?.isHidden ?? null,
      observedHash: image?.hash ?? null,
      observedStatus: image?.status ?? null,
      observedSizeBytes: image?.sizeBytes === undefined || image.sizeBytes === null ? null : BigInt(image.sizeBytes),
    };
    const row = known.get(target.registrationId);
    if (row && (Object.keys(data) as (keyof typeof data)[]).every((key) => row[key] === data[key])) continue;
    await db.glanceRegistration.updateMany({ where: { id: target.registrationId, glanceId: target.glanceId }, data: { ...data, observedAt: at, ...(state === "registered" ? { bytesCheckedAt: at, firstRegisteredAt: row?.firstRegisteredAt ?? at } : {}) } });
  }
}
