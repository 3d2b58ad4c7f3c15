import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import type { z } from "zod";
import type { CloudPlan, cloudSchema, driftSchema } from "./schema.ts";

export type CloudFailure = "cloud-unknown" | "conflict";

/** A page shows no more of a plan than this. */
const keptSteps = 200;

const unknownCloud = (cloud: string): Failure<"cloud-unknown"> => ({ ok: false, code: "cloud-unknown", message: `No cloud is called ${cloud}, or its entry is gone from clouds.yaml.` });

/** Asks a worker to look at a cloud now and to bring it to what the catalog says. */
export async function askForLook(actor: Actor, { cloud }: z.output<typeof cloudSchema>): Promise<Outcome<{ cloud: string }, CloudFailure>> {
  return db.$transaction(async (tx) => {
    if (!(await lock(tx, cloud))) return unknownCloud(cloud);
    await tx.cloud.update({ where: { name: cloud }, data: { lookAskedAt: new Date() } });
    await recordAudit(tx, actor, { action: "cloud.reconcile", objectKind: "cloud", objectId: cloud, after: { cloud } });
    return { ok: true, value: { cloud } };
  });
}

/** Asks a worker to work out what a look at a cloud would do now, without doing it. */
export async function askForPlan(actor: Actor, { cloud }: z.output<typeof cloudSchema>): Promise<Outcome<{ cloud: string }, CloudFailure>> {
  return db.$transaction(async (tx) => {
    if (!(await lock(tx, cloud))) return unknownCloud(cloud);
    await tx.cloud.update({ where: { name: cloud }, data: { planAskedAt: new Date() } });
    await recordAudit(tx, actor, { action: "cloud.plan", objectKind: "cloud", objectId: cloud, after: { cloud } });
    return { ok: true, value: { cloud } };
  });
}

/** Decides whether changes by hand in a cloud are undone or only shown, or leaves that to its entry in the file again. */
export async function decideDrift(actor: Actor, { cloud, drift, expected }: z.output<typeof driftSchema>): Promise<Outcome<{ cloud: string }, CloudFailure>> {
  return db.$transaction(async (tx) => {
    const row = await lock(tx, cloud);
    if (!row) return unknownCloud(cloud);
    const before = row.driftOverride ?? "file";
    if (before !== expected) return { ok: false, code: "conflict", message: `Somebody else has decided this for ${cloud} meanwhile. Look again and decide anew.` };
    await tx.cloud.update({ where: { name: cloud }, data: { driftOverride: drift === "file" ? null : drift } });
    await recordAudit(tx, actor, { action: "cloud.drift", objectKind: "cloud", objectId: cloud, before: { drift: before }, after: { drift } });
    return { ok: true, value: { cloud } };
  });
}

async function lock(tx: Transaction, cloud: string) {
  await tx.$queryRaw`select 1 from clouds where name = ${cloud} for update`;
  return tx.cloud.findUnique({ where: { name: cloud, isConfigured: true }, select: { driftOverride: true } });
}

type Steps = { kind: string; line: string; why: string }[];
type Findings = { kind: string; detail: string }[];

/** Keeps the plan that was asked for; `failure` says why there is none. */
export async function recordPlan(cloud: string, { steps, findings, failure }: { steps: Steps; findings: Findings; failure: string | null }): Promise<void> {
  const plan: CloudPlan = {
    steps: steps.slice(0, keptSteps).map(({ kind, line, why }) => ({ kind, line, why })),
    findings: findings.slice(0, keptSteps).map(({ kind, detail }) => ({ kind, detail })),
    stepCount: steps.length,
    findingCount: findings.length,
    failure,
  };
  await db.cloud.updateMany({ where: { name: cloud }, data: { plan, planMadeAt: new Date() } });
}
