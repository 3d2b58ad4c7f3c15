import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { GlanceImage } from "#lib/glance/types.ts";
import { changesOf, namesOf } from "./plan.ts";
import { compareBytes } from "./rules.ts";
import type { Finding, FindingKind, Observation, RegistrableImage, Target } from "./schema.ts";

const dayMs = 86_400_000;

type Input = { targets: Target[]; observation: Observation; rules: Pick<CapabilityRules, "capabilities"> };

/**
 * What people or accidents changed in a cloud, and what customers would see that they never should. An image is compared
 * only with what it was already seen to be: a change of the catalog that is not carried out yet is no finding.
 */
export function findingsOf({ targets, observation, rules }: Input): Finding[] {
  const byId = new Map(observation.images.map((image) => [image.id, image]));
  return [...targets.flatMap((target) => drift(target, byId.get(target.glanceId), rules)), ...seenByCustomers(targets, observation)];
}

function drift(target: Target, image: GlanceImage | undefined, rules: Input["rules"]): Finding[] {
  const { settings, glanceId } = target;
  const finding = (kind: FindingKind, detail: string, subject = glanceId): Finding => ({ imageId: target.imageId, suffix: target.suffix, kind, subject, detail });
  // It stays missing until it is whole again, under whichever id.
  if (!image || (image.status !== "active" && image.status !== "deactivated")) return target.wasShown ? [finding("missing", `${settings.name} is gone from the cloud.`, target.datedName)] : [];
  if (!target.isSettled) return [];
  const found: Finding[] = [];
  if (image.name !== settings.name) found.push(finding("renamed", `${settings.name} is called ${image.name}.`));
  if (image.isHidden && !settings.isHidden) found.push(finding("hidden", `${settings.name} is hidden.`));
  if (!image.isHidden && settings.isHidden) found.push(finding("unhidden", `${settings.name} is visible.`));
  if (image.status === "deactivated") found.push(finding("deactivated", `${settings.name} is deactivated.`));
  if (compareBytes(image, target.bytes) === "different") found.push(finding("wrong_bytes", `${settings.name} has other bytes than those that were signed.`));
  const others = changesOf(settings, { ...image, name: settings.name, isHidden: settings.isHidden }, rules).map(({ path }) => path);
  if (others.length > 0) found.push(finding("changed", `${settings.name} was changed: ${others.join(", ")}.`));
  return found;
}

/** The names that customers meet: of each line one visible `_latest`, where the channel has a build, and one `_prev` at most. */
function seenByCustomers(targets: Target[], { images, projectId }: Observation): Finding[] {
  const lines = new Map(targets.map(({ line, imageId, suffix }) => [line, { imageId, suffix }]));
  const known = new Set(targets.map(({ glanceId }) => glanceId));
  // An administrator's list holds the private images of other projects too, which nobody else meets.
  const visible = Map.groupBy(images.filter((image) => !image.isHidden && (image.ownerId === projectId || image.visibility === "public")), ({ name }) => name);
  return [...lines].flatMap(([line, of]): Finding[] => {
    const latest = visible.get(`${line}_latest`) ?? [];
    const prev = visible.get(`${line}_prev`) ?? [];
    const wanted = targets.find((target) => target.line === line && target.role === "latest");
    const finding = (kind: FindingKind, subject: string, detail: string): Finding => ({ ...of, kind, subject, detail });
    const strangers = [...namesOf(line, targets)].flatMap((name) => visible.get(name) ?? []).filter(({ id }) => !known.has(id));
    return [
      // A first registration that is still under way is no loss: nobody has seen the name yet.
      ...(latest.length === 0 && wanted?.wasShown ? [finding("no_latest", `${line}_latest`, `No visible image is called ${line}_latest.`)] : []),
      ...(latest.length > 1 ? [finding("two_latest", `${line}_latest`, `${latest.length} visible images are called ${line}_latest.`)] : []),
      ...(prev.length > 1 ? [finding("two_prev", `${line}_prev`, `${prev.length} visible images are called ${line}_prev.`)] : []),
      ...strangers.map(({ id, name, ownerId }) => finding("duplicate_name", id, `${id}, which is not registered${ownerId === projectId ? "" : " and belongs to another project"}, is called ${name}.`)),
    ];
  });
}

/** What is wrong with an image wherever it is registered: too old, or a signature that its link no longer leads to. */
export function standingOf(images: RegistrableImage[], now: Date): Finding[] {
  return [...staleOf(images, now), ...deadSignaturesOf(images)];
}

function deadSignaturesOf(images: RegistrableImage[]): Finding[] {
  return images.flatMap(({ id, name, builds }) =>
    builds.flatMap(({ version, deadSignature }): Finding[] =>
      deadSignature === null ? [] : [{ imageId: id, suffix: "", kind: "dead_signature", subject: version, detail: `${name} ${version}: ${deadSignature}` }],
    ),
  );
}

/** Images whose `latest` is older than their policy allows; the same in every cloud. */
function staleOf(images: RegistrableImage[], now: Date): Finding[] {
  return images.flatMap(({ id, name, refreshDays, isRetired, builds }) => {
    const latest = builds.find(({ role }) => role === "latest");
    if (!latest || isRetired || now.getTime() - latest.publishedAt.getTime() <= refreshDays * dayMs) return [];
    return [{ imageId: id, suffix: "", kind: "stale" as const, subject: name, detail: `${name} ${latest.version} is older than ${refreshDays} days.` }];
  });
}
