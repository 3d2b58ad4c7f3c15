import type { Recipe } from "./schema.ts";

const DEBIAN_ARCHITECTURES: Record<Recipe["architecture"], string> = { x86_64: "amd64", aarch64: "arm64" };

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** How diskimage-builder is called for a recipe: the same in our builds and in the script that a customer gets. */
export type Invocation = {
  /** Debian's name of the architecture: `amd64` for `x86_64`. */
  architecture: string;
  /** Arguments of `disk-image-create`; the image becomes `NAME.qcow2` in the current folder. */
  arguments: string[];
  /** Variables that shape the image, besides those that hold a mirror. */
  environment: Record<string, string>;
  /** The image's apt sources in the form of `DIB_APT_SOURCES_CONF`: one `name:line` per line. */
  aptSources: (mirror: string, securityMirror: string) => string;
};

export function invocationOf(recipe: Recipe): Invocation {
  const architecture = DEBIAN_ARCHITECTURES[recipe.architecture];
  const packages = recipe.packages.length > 0 ? ["-p", recipe.packages.join(",")] : [];
  return {
    architecture,
    // `-n` leaves out the element `base`, which would bring packages that no image of ours wants (an iSCSI initiator with
    // its identity among them).
    arguments: ["-a", architecture, "-o", recipe.name, "-t", "qcow2", "--no-tmpfs", "-n", ...packages, ...recipe.elements],
    environment: {
      ...recipe.environment,
      DIB_RELEASE: recipe.release,
      DIB_DEBIAN_COMPONENTS: recipe.components.join(","),
      DIB_IMAGE_SIZE: String(recipe.minDiskGib),
    },
    aptSources: (mirror, securityMirror) => {
      const components = recipe.components.join(" ");
      const source = (uri: string, suite: string) => `deb [signed-by=${KEYRING}] ${uri} ${suite} ${components}`;
      return [
        `default:${source(mirror, recipe.release)}`,
        `updates:${source(mirror, `${recipe.release}-updates`)}`,
        `security:${source(securityMirror, `${recipe.release}-security`)}`,
      ].join("\n");
    },
  };
}
