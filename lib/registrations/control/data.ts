import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { lookSeconds } from "../rules.ts";
import { openWindowOf } from "../status/rules.ts";
import { planSchema, type ControlledCloud } from "./schema.ts";

const shownFailures = 25;

const failedSelect = { suffix: true, lastError: true, updatedAt: true, image: { select: { name: true } }, build: { select: { version: true } } } as const satisfies Prisma.GlanceRegistrationSelect;

/** Every configured cloud with what is registered there, what failed and why, and the plan that was asked for last. */
export async function readControlledClouds(_actor: Actor, now = new Date()): Promise<ControlledCloud[]> {
  const clouds = await db.cloud.findMany({ where: { isConfigured: true }, orderBy: { name: "asc" } });
  const counts = await db.glanceRegistration.groupBy({ by: ["cloud", "state"], _count: true });
  return Promise.all(clouds.map(async (cloud) => controlled(cloud, counts, await listFailed(cloud.name), now)));
}

async function listFailed(cloud: string) {
  return db.glanceRegistration.findMany({ where: { cloud, state: "failed" }, orderBy: { updatedAt: "desc" }, take: shownFailures, select: failedSelect });
}

type CloudRow = Prisma.CloudGetPayload<object>;
type Count = { cloud: string; state: keyof ControlledCloud["registrations"]; _count: number };

function controlled(cloud: CloudRow, counts: Count[], failed: Awaited<ReturnType<typeof listFailed>>, now: Date): ControlledCloud {
  const { name, attemptedAt, errorCode, errorMessage, failingSince, plan, planMadeAt, planAskedAt } = cloud;
  const own = counts.filter((count) => count.cloud === name);
  const count = (state: Count["state"]) => own.find((one) => one.state === state)?._count ?? 0;
  const parsed = planSchema.safeParse(plan);
  return {
    name,
    filePolicy: cloud.driftPolicy,
    override: cloud.driftOverride,
    lookedAt: cloud.lookedAt,
    attemptedAt,
    nextLookAt: attemptedAt && new Date(attemptedAt.getTime() + lookSeconds * 1_000),
    pendingSteps: cloud.pendingSteps,
    failure: errorCode && errorMessage && failingSince ? { code: errorCode, message: errorMessage, since: failingSince } : null,
    openWindow: openWindowOf(cloud, now),
    registrations: { wanted: count("wanted"), uploading: count("uploading"), registered: count("registered"), drifted: count("drifted"), failed: count("failed"), removed: count("removed") },
    failed: failed.map(({ image, suffix, build, lastError, updatedAt }) => ({ line: `${image.name}${suffix}`, version: build.version, error: lastError ?? "", since: updatedAt })),
    plan: parsed.success && planMadeAt ? { ...parsed.data, madeAt: planMadeAt } : null,
    isPlanAsked: planAskedAt !== null && (planMadeAt === null || planMadeAt < planAskedAt),
  };
}
