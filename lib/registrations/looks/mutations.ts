import { db } from "#lib/db.ts";
import type { Finding, StepFailure } from "../schema.ts";

/** How long findings that are over and the counts of days are kept, in days. */
export const keptDays = 90;

const dayOf = (at: Date) => new Date(at.toISOString().slice(0, 10));

export type Look = {
  at: Date;
  /** Nothing was left to do. */
  isSettled: boolean;
  hiddenNext: boolean;
  pendingSteps: number;
  /** Is `_latest` where it belongs in every line? Null when this look did not see that. */
  isWindowClosed: boolean | null;
  /** How long two images shared `_latest`, for each swap, in milliseconds. */
  windowsMs: number[];
  failure: StepFailure | null;
};

/** Records one look at a cloud: when, whether it ended well, and in the counts of its day. Forgets what is older than 90 days. */
export async function recordLook(cloud: string, look: Look): Promise<void> {
  const { at, windowsMs, failure } = look;
  const longest = Math.ceil(Math.max(0, ...windowsMs));
  await db.$transaction(async (tx) => {
    const { failingSince } = await tx.cloud.findUniqueOrThrow({ where: { name: cloud }, select: { failingSince: true } });
    await tx.cloud.update({
      where: { name: cloud },
      data: {
        attemptedAt: at,
        hiddenNext: look.hiddenNext,
        ...(look.isWindowClosed ? { swapLine: null, swapBeganAt: null } : {}),
        pendingSteps: look.pendingSteps,
        // A cloud that could not be looked at was not seen at this time.
        ...(failure?.line === null ? {} : { lookedAt: at }),
        ...(look.isSettled ? { settledAt: at } : {}),
        errorCode: failure?.code ?? null,
        errorMessage: failure?.message ?? null,
        failingSince: failure ? (failingSince ?? at) : null,
      },
    });
    await tx.$executeRaw`
      insert into cloud_days (cloud, day, looks, failures, swaps, longest_window_ms)
      values (${cloud}, ${dayOf(at)}::date, ${failure?.line === null ? 0 : 1}, ${failure ? 1 : 0}, ${windowsMs.length}, ${longest})
      on conflict (cloud, day) do update set
        looks = cloud_days.looks + excluded.looks,
        failures = cloud_days.failures + excluded.failures,
        swaps = cloud_days.swaps + excluded.swaps,
        longest_window_ms = greatest(cloud_days.longest_window_ms, excluded.longest_window_ms)`;
    const oldest = new Date(at.getTime() - keptDays * 86_400_000);
    await tx.cloudFinding.deleteMany({ where: { cloud, endedAt: { lt: oldest } } });
    await tx.cloudDay.deleteMany({ where: { cloud, day: { lt: dayOf(oldest) } } });
  });
}

/** Notes that `_latest` of a line is about to go from one image to another; the earliest such moment is kept. */
export async function recordSwapBegun(cloud: string, line: string, at: Date): Promise<void> {
  await db.cloud.updateMany({ where: { name: cloud, swapBeganAt: null }, data: { swapLine: line, swapBeganAt: at } });
}

/** Notes that `_latest` of a line has arrived; the look that did it may have much left to do. */
export async function recordSwapOver(cloud: string, line: string): Promise<void> {
  await db.cloud.updateMany({ where: { name: cloud, swapLine: line }, data: { swapLine: null, swapBeganAt: null } });
}

/** Opens findings that are new and ends those that are over; `areRepaired` says that it was our doing. */
export async function recordFindings(cloud: string, findings: Finding[], at: Date, areRepaired: boolean): Promise<void> {
  const keyOf = ({ imageId, suffix, kind, subject }: Pick<Finding, "imageId" | "suffix" | "kind" | "subject">) => [imageId, suffix, kind, subject].join("\n");
  const open = await db.cloudFinding.findMany({ where: { cloud, endedAt: null }, select: { id: true, imageId: true, suffix: true, kind: true, subject: true } });
  const present = new Set(findings.map(keyOf));
  const known = new Set(open.map(keyOf));
  const over = open.filter((finding) => !present.has(keyOf(finding))).map(({ id }) => id);
  const begun = [...new Map(findings.filter((finding) => !known.has(keyOf(finding))).map((finding) => [keyOf(finding), finding])).values()];
  if (over.length + begun.length === 0) return;
  await db.$transaction([
    // The clocks of two workers may differ by more than a short finding lasts.
    db.$executeRaw`update cloud_findings set ended_at = greatest(found_at, ${at}), repaired = ${areRepaired} where id = any(${over}::uuid[])`,
    db.cloudFinding.createMany({ data: begun.map((finding) => ({ cloud, ...finding, foundAt: at })) }),
  ]);
}

/** Says of every cloud that its configuration cannot be read any more, and why; what is known of the clouds stays. */
export async function recordBrokenConfiguration(message: string): Promise<void> {
  await db.cloud.updateMany({ where: { isConfigured: true }, data: { errorCode: "configuration", errorMessage: message, failingSince: new Date() } });
}
