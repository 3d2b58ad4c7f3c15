import { standardProperties } from "#lib/registrations/standard-properties.ts";
import { command, shellOption, shellWord } from "./quote.ts";
import type { Snippet, UsableBuild, UsableImage } from "./schema.ts";

/** One command for each registration: capabilities that stand against each other need images of their own. */
export function glanceSnippets(image: UsableImage, build: UsableBuild, base: string): Snippet[] {
  return image.registrations.map((registration) => {
    const { mask, properties: capabilityProperties, suffix } = registration;
    const properties = standardProperties(image, build, { mask, capabilityProperties, source: `${base}/${build.qcow2}`, purpose: "generic" });
    return {
      key: "create",
      suffix,
      code: command(
        "openstack image create",
        "--disk-format qcow2 --container-format bare",
        shellOption("--file", build.qcow2),
        `--min-disk ${image.minDiskGib} --min-ram ${image.minRamMib}`,
        ...Object.entries(properties).map(([key, value]) => shellOption("--property", `${key}=${value}`)),
        shellWord(`${image.name}${suffix}_${build.version}`),
      ),
    };
  });
}
