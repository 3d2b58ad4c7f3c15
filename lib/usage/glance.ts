import { command, shellOption, shellWord } from "./quote.ts";
import type { Snippet, UsableBuild, UsableImage } from "./schema.ts";

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/**
 * All properties of one registration: what the cloud filters flavors by, and the metadata of the SCS standard scs-0102-v1.
 * `properties` of the registration come from its capabilities, and bare metal replaces `virtual_env_type` by them.
 */
export function imageProperties(image: UsableImage, build: UsableBuild, { mask, properties }: UsableImage["registrations"][number], source: string): Record<string, string> {
  const { distribution } = image;
  const isXenAlone = properties["__support_xen"] === "true" && properties["__support_kvm"] === undefined;
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
    ...properties,
    architecture: image.architecture,
    os_distro: distribution.osDistro,
    os_version: distribution.release,
    os_purpose: "generic",
    hw_disk_bus: isXenAlone ? "xen" : "virtio",
    replace_frequency: frequencyOf(image.refreshDays),
    uuid_validity: build.expiresAt ? dayOf(build.expiresAt) : "notice",
    provided_until: distribution.endOfLifeOn ? dayOf(distribution.endOfLifeOn) : "notice",
    image_source: source,
    image_description: image.summary,
    image_build_date: dayOf(build.publishedAt),
    image_original_user: image.loginUser,
    patchlevel: build.version,
    ...(image.category === "Enterprise" ? { subscription_required: "true" } : {}),
  };
}

/** scs-0102-v1, “replace_frequency”: the longest interval that the policy allows, as one of its words. */
function frequencyOf(days: number): string {
  const words = [[1, "daily"], [7, "weekly"], [31, "monthly"], [92, "quarterly"], [366, "yearly"]] as const;
  return words.find(([most]) => days <= most)?.[1] ?? "never";
}

/** One command for each registration: capabilities that stand against each other need images of their own. */
export function glanceSnippets(image: UsableImage, build: UsableBuild, base: string): Snippet[] {
  return image.registrations.map((registration) => {
    const properties = imageProperties(image, build, registration, `${base}/${build.qcow2}`);
    return {
      key: "create",
      suffix: registration.suffix,
      code: command(
        "openstack image create",
        "--disk-format qcow2 --container-format bare",
        shellOption("--file", build.qcow2),
        `--min-disk ${image.minDiskGib} --min-ram ${image.minRamMib}`,
        ...Object.entries(properties).map(([key, value]) => shellOption("--property", `${key}=${value}`)),
        shellWord(`${image.name}${registration.suffix}_${build.version}`),
      ),
    };
  });
}
