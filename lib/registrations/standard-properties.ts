import type { Architecture } from "#lib/catalog/schema.ts";
import type { Firmware } from "#lib/flavors/schema.ts";

/** What of an image its properties in a cloud are made from. */
export type PropertyImage = {
  architecture: Architecture;
  firmware: Firmware;
  category: string;
  summary: string;
  loginUser: string;
  refreshDays: number;
  distribution: { osVersion: string; platform: string; osDistro: string; release: string; endOfLifeOn: Date | null };
};
export type PropertyBuild = { version: string; publishedAt: Date; expiresAt: Date | null };

/** `capabilityProperties` are those of the registration's mask; `source` is the address of the file. */
export type PropertyTerms = { mask: number; capabilityProperties: Record<string, string>; source: string; purpose: "generic" | "oldgeneric" };

/**
 * The properties of one registered image that do not depend on who registers it: what the cloud filters flavors by (facts of
 * the original), and the metadata of the SCS standard scs-0102-v1. The factory's own registrations and the commands that
 * customers copy come from here. Bare metal is a capability whose property replaces `virtual_env_type`.
 */
export function standardProperties(image: PropertyImage, build: PropertyBuild, { mask, capabilityProperties, source, purpose }: PropertyTerms): Record<string, string> {
  const { distribution } = image;
  const isXenAlone = capabilityProperties["__support_xen"] === "true" && capabilityProperties["__support_kvm"] === undefined;
  const endOfLife = distribution.endOfLifeOn && dayOf(distribution.endOfLifeOn);
  return {
    __os_type: "Linux",
    __os_bit: "64",
    __os_version: distribution.osVersion,
    __platform: distribution.platform,
    __imagetype: "gold",
    __image_source_type: "uds",
    __isregistered: "true",
    virtual_env_type: "FusionCompute",
    hw_firmware_type: image.firmware,
    __image_capabilities: String(mask),
    architecture: image.architecture,
    os_distro: distribution.osDistro,
    os_version: distribution.release,
    os_purpose: purpose,
    hw_disk_bus: isXenAlone ? "xen" : "virtio",
    replace_frequency: frequencyOf(image.refreshDays),
    // The day after which the id may be gone; while the build is in a channel it moves on.
    uuid_validity: build.expiresAt ? dayOf(build.expiresAt) : "notice",
    provided_until: endOfLife ?? "notice",
    ...(endOfLife ? { maintained_until: endOfLife } : {}),
    image_source: source,
    image_description: image.summary,
    image_build_date: build.publishedAt.toISOString().slice(0, 19).replace("T", " "),
    image_original_user: image.loginUser,
    patchlevel: build.version,
    ...(image.category === "Enterprise" ? { subscription_required: "true" } : {}),
    ...capabilityProperties,
  };
}

/** scs-0102-v1, “replace_frequency”: the longest interval that the policy allows, as one of its words. */
function frequencyOf(days: number): string {
  const words = [[1, "daily"], [7, "weekly"], [31, "monthly"], [92, "quarterly"], [366, "yearly"]] as const;
  return words.find(([most]) => days <= most)?.[1] ?? "never";
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
