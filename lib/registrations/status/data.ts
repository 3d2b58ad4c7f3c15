import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { historyDays, historyOf, invariantOf, openWindowOf, stateOf, trustedSignatureMs, worstOf } from "./rules.ts";
import { invariants, type CloudStatus, type LineStatus, type StatusFinding, type StatusReport } from "./schema.ts";

const dayMs = 86_400_000;
const shownFindings = 100;

const findingSelect = { cloud: true, kind: true, detail: true, suffix: true, foundAt: true, endedAt: true, repaired: true, image: { select: { name: true } } } as const satisfies Prisma.CloudFindingSelect;

/** The promises about every image in every configured cloud: how it is now, and how it was in the last 90 days. */
export async function readStatus(now = new Date()): Promise<StatusReport> {
  const since = new Date(now.getTime() - historyDays * dayMs);
  const [clouds, rows, signatures] = await Promise.all([
    db.cloud.findMany({ where: { isConfigured: true }, orderBy: { name: "asc" }, include: { days: { where: { day: { gte: since } } } } }),
    db.cloudFinding.findMany({ where: { of: { isConfigured: true }, OR: [{ endedAt: null }, { endedAt: { gte: since } }] }, orderBy: { foundAt: "desc" }, select: findingSelect }),
    db.signatureCheck.aggregate({ _max: { checkedAt: true } }),
  ]);
  if (clouds.length === 0) return { state: "unconfigured", open: 0, clouds: [], findings: [] };
  const findings = rows.map(({ image, suffix, ...row }): StatusFinding => ({ ...row, image: `${image.name}${suffix}`, invariant: invariantOf(row.kind) }));
  const lines = await Promise.all(clouds.map(({ name }) => listLines(name, findings)));
  const reports = clouds.map((cloud, at) => cloudStatus(cloud, findings, lines[at] ?? [], { now, signaturesAt: signatures._max.checkedAt }));
  const open = findings.filter(({ endedAt }) => endedAt === null);
  return {
    state: worstOf(reports.map(({ state }) => state)),
    open: open.length + reports.filter(({ openWindow }) => openWindow).length,
    clouds: reports,
    findings: [...open, ...findings.filter(({ endedAt }) => endedAt !== null)].slice(0, shownFindings),
  };
}

type CloudRow = Prisma.CloudGetPayload<{ include: { days: true } }>;

type Times = { now: Date; /** when the links to signatures were last followed */ signaturesAt: Date | null };

function cloudStatus({ days, errorCode, failingSince, ...cloud }: CloudRow, findings: StatusFinding[], lines: LineStatus[], { now, signaturesAt }: Times): CloudStatus {
  const own = findings.filter((finding) => finding.cloud === cloud.name);
  const looked = new Set(days.filter(({ looks }) => looks > 0).map(({ day }) => day.toISOString().slice(0, 10)));
  const promises = invariants.map((invariant) => {
    const breaches = own.filter((finding) => finding.invariant === invariant);
    const isBroken = breaches.some(({ endedAt }) => endedAt === null);
    const isUnfollowed = invariant === "signature" && lines.length > 0 && stateOf(false, signaturesAt, now, trustedSignatureMs) === "unknown";
    return { invariant, state: isUnfollowed ? ("unknown" as const) : stateOf(isBroken, cloud.lookedAt, now), history: historyOf(breaches, looked, now) };
  });
  const openWindow = openWindowOf(cloud, now);
  return {
    name: cloud.name,
    driftPolicy: cloud.driftOverride ?? cloud.driftPolicy,
    state: openWindow ? "broken" : worstOf(promises.map(({ state }) => state)),
    openWindow,
    lookedAt: cloud.lookedAt,
    settledAt: cloud.settledAt,
    pendingSteps: cloud.pendingSteps,
    failure: errorCode && failingSince ? { code: errorCode, since: failingSince } : null,
    swaps: days.reduce((sum, { swaps }) => sum + swaps, 0),
    longestWindowMs: Math.max(0, ...days.map(({ longestWindowMs }) => longestWindowMs)),
    promises,
    lines,
  };
}

/** The lines of a cloud by name; what is in `_latest` and `_prev` is what is wanted there, findings say where it is not so. */
async function listLines(cloud: string, findings: StatusFinding[]): Promise<LineStatus[]> {
  const rows = await db.$queryRaw<Omit<LineStatus, "broken">[]>`
    select i.name || r.suffix as line, i.name as image,
      max(b.version) filter (where r.wanted_name = i.name || r.suffix || '_latest') as latest,
      max(b.version) filter (where r.wanted_name = i.name || r.suffix || '_prev') as prev,
      count(*) filter (where r.wanted_hidden)::int as hidden,
      count(*) filter (where r.state <> 'registered')::int as pending
    from glance_registrations r
    join images i on i.id = r.image_id
    join builds b on b.id = r.build_id
    where r.cloud = ${cloud} and r.state <> 'removed'
    group by i.name, r.suffix
    order by 1`;
  const open = findings.filter((finding) => finding.cloud === cloud && finding.endedAt === null);
  return rows.map((row) => ({ ...row, broken: invariants.filter((invariant) => open.some((finding) => finding.image === row.line && finding.invariant === invariant)) }));
}
