import { glanceProperties, registrationsOf, supports } from "#lib/flavors/rules.ts";
import type { CapabilityRules, FlavorFamily } from "#lib/flavors/schema.ts";
import type { UsableBuild, UsableImage } from "#lib/usage/schema.ts";
import type { ChannelCard, ImageDetails } from "../schema.ts";
import { securityChecks, type FamilySupport, type Freshness, type LatestTest, type SecurityProperty } from "./schema.ts";

const dayMs = 86_400_000;

/** How fresh a build is at `now`, when a new one is planned every `refreshDays` days. */
export function freshnessOf(publishedAt: Date, refreshDays: number, now: Date): Freshness {
  const ageDays = Math.max(0, Math.floor((now.getTime() - publishedAt.getTime()) / dayMs));
  return { ageDays, refreshDays, dueInDays: refreshDays - ageDays };
}

/** The security properties of an image with what the newest boot of `latest` says of each. */
export function securityOf(tests: LatestTest[]): SecurityProperty[] {
  return securityChecks.map((checkId) => ({ checkId, verdict: tests.find((test) => test.checkId === checkId)?.verdict ?? null }));
}

/** Which flavor families run the image, and why not where they do not. */
export function familySupport(image: ImageDetails, families: FlavorFamily[], rules: CapabilityRules): FamilySupport[] {
  return families.map((family) => ({ name: family.name, title: family.title, hypervisor: family.hypervisor, support: supports(image, family, rules) }));
}

/** What the commands of an image need to know of it. */
export function usableImage(image: ImageDetails, rules: CapabilityRules): UsableImage {
  const registrations = registrationsOf(image.capabilities, rules).map((one) => ({ ...one, properties: glanceProperties(one.mask, rules) }));
  return { ...image, registrations };
}

/** The build of a channel as commands need it; null where its files are gone or have no signature. */
export function usableBuild(channel: ChannelCard | null): UsableBuild | null {
  const qcow2 = channel?.files?.qcow2;
  if (!channel || !qcow2?.signatureName) return null;
  const { version, publishedAt, expiresAt } = channel;
  return { version, publishedAt, expiresAt, qcow2: qcow2.fileName, signature: qcow2.signatureName, sha256: qcow2.sha256, fingerprint: qcow2.fingerprint };
}
