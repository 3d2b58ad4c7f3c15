import { glanceProperties } from "#lib/flavors/rules.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { RegistrableBuild, RegistrableImage } from "./schema.ts";

const ours = "image_factory_";

// Every property that we set or remove. Others, which the cloud or its users add, are none of our business.
const fixedKeys = new Set([
  "__os_type", "__os_bit", "__os_version", "__platform", "__imagetype", "__image_source_type", "__isregistered", "virtual_env_type", "hw_firmware_type", "__image_capabilities",
  "architecture", "os_version", "os_distro", "os_purpose", "hw_disk_bus", "replace_frequency", "uuid_validity", "provided_until", "maintained_until", "image_source",
  "image_description", "image_build_date", "image_original_user", "patchlevel", "subscription_required",
]);

/** Is this property ours, so that it is removed where it is not wanted? */
export function isManaged(key: string, { capabilities }: Pick<CapabilityRules, "capabilities">): boolean {
  return key.startsWith(ours) || fixedKeys.has(key) || capabilities.some(({ glanceProperty }) => glanceProperty === key);
}

type Addresses = { downloadUrl: string; signatureUrl: string };

/**
 * All custom properties of one registered image: what the cloud filters flavors by (facts of the original), the metadata of
 * the SCS standard scs-0102-v1, and where the image comes from, under names of our own.
 */
export function propertiesOf(image: RegistrableImage, build: RegistrableBuild, mask: number, rules: CapabilityRules, { downloadUrl, signatureUrl }: Addresses): Record<string, string> {
  return { ...cloudProperties(image, mask), ...scsProperties(image, build, mask, rules, downloadUrl), ...glanceProperties(mask, rules), ...originProperties(image, build, downloadUrl, signatureUrl) };
}

function cloudProperties({ distribution, firmware }: RegistrableImage, mask: number): Record<string, string> {
  return {
    __os_type: "Linux",
    __os_bit: "64",
    __os_version: distribution.osVersion,
    __platform: distribution.platform,
    __imagetype: "gold",
    __image_source_type: "uds",
    __isregistered: "true",
    // Bare metal is a capability whose property replaces this value.
    virtual_env_type: "FusionCompute",
    hw_firmware_type: firmware,
    __image_capabilities: String(mask),
  };
}

function scsProperties(image: RegistrableImage, build: RegistrableBuild, mask: number, rules: CapabilityRules, downloadUrl: string): Record<string, string> {
  const has = (key: string) => rules.capabilities.some((capability) => capability.key === key && (mask & (1 << capability.bit)) !== 0);
  const { distribution } = image;
  return {
    architecture: image.architecture,
    os_distro: distribution.osDistro,
    os_version: distribution.release,
    os_purpose: build.role === "latest" ? "generic" : "oldgeneric",
    hw_disk_bus: has("kvm") || !has("xen") ? "virtio" : "xen",
    replace_frequency: frequencyOf(image.refreshDays),
    // The day after which the id may be gone; while the build is in a channel it moves on.
    uuid_validity: build.expiresAt ? dayOf(build.expiresAt) : "notice",
    provided_until: distribution.endOfLifeOn ? dayOf(distribution.endOfLifeOn) : "notice",
    ...(distribution.endOfLifeOn ? { maintained_until: dayOf(distribution.endOfLifeOn) } : {}),
    image_source: downloadUrl,
    image_description: image.summary,
    image_build_date: build.publishedAt.toISOString().slice(0, 19).replace("T", " "),
    image_original_user: image.loginUser,
    patchlevel: build.version,
    ...(image.category === "Enterprise" ? { subscription_required: "true" } : {}),
  };
}

function originProperties(image: RegistrableImage, { id, version, bytes, revocation }: RegistrableBuild, downloadUrl: string, signatureUrl: string): Record<string, string> {
  return {
    [`${ours}image`]: image.name,
    [`${ours}version`]: version,
    [`${ours}build_id`]: id,
    [`${ours}download_url`]: downloadUrl,
    [`${ours}signature_url`]: signatureUrl,
    [`${ours}sha256`]: bytes.sha256,
    [`${ours}sha512`]: bytes.sha512,
    ...(bytes.fingerprint ? { [`${ours}signing_key`]: bytes.fingerprint } : {}),
    ...(revocation
      ? {
          [`${ours}revoked`]: revocation.reason,
          [`${ours}revoked_at`]: revocation.at.toISOString(),
          ...(revocation.replacementVersion ? { [`${ours}replacement`]: `${image.name}_${revocation.replacementVersion}` } : {}),
        }
      : {}),
  };
}

/** scs-0102-v1, “replace_frequency”: the longest interval that the policy allows, as one of its words. */
function frequencyOf(days: number): string {
  const words = [[1, "daily"], [7, "weekly"], [31, "monthly"], [92, "quarterly"], [366, "yearly"]] as const;
  return words.find(([most]) => days <= most)?.[1] ?? "never";
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
