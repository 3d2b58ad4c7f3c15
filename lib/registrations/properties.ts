import { glanceProperties } from "#lib/flavors/rules.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { RegistrableBuild, RegistrableImage } from "./schema.ts";
import { standardProperties } from "./standard-properties.ts";

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
  const purpose = build.role === "latest" ? "generic" : "oldgeneric";
  const standard = standardProperties(image, build, { mask, capabilityProperties: glanceProperties(mask, rules), source: downloadUrl, purpose });
  return { ...standard, ...originProperties(image, build, downloadUrl, signatureUrl) };
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
