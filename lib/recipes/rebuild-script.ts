import type { LoadedRecipe } from "./load.ts";
import type { Recipe } from "./schema.ts";

const DEBIAN_ARCHITECTURES: Record<Recipe["architecture"], string> = { x86_64: "amd64", aarch64: "arm64" };

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Debian's name of an architecture: `amd64` for `x86_64`. */
export function debianArchitecture(recipe: Recipe): string {
  return DEBIAN_ARCHITECTURES[recipe.architecture];
}

/** The apt sources of an image in the form of diskimage-builder's `DIB_APT_SOURCES_CONF`: one `name:line` per line. */
export function aptSources(recipe: Recipe, mirror: string, securityMirror: string): string {
  const components = recipe.components.join(" ");
  const source = (uri: string, suite: string) => `deb [signed-by=${KEYRING}] ${uri} ${suite} ${components}`;
  return [
    `default:${source(mirror, recipe.release)}`,
    `updates:${source(mirror, `${recipe.release}-updates`)}`,
    `security:${source(securityMirror, `${recipe.release}-security`)}`,
  ].join("\n");
}

/**
 * Arguments of `disk-image-create` for a recipe; the same in our builds and in a customer's. `-n` leaves out the element
 * `base`, which would bring packages that no image of ours wants (an iSCSI initiator with its identity among them).
 */
export function builderArguments(recipe: Recipe, outputName: string): string[] {
  const packages = recipe.packages.length > 0 ? ["-p", recipe.packages.join(",")] : [];
  return ["-a", debianArchitecture(recipe), "-o", outputName, "-t", "qcow2", "--no-tmpfs", "-n", ...packages, ...recipe.elements];
}

/** A shell script that rebuilds an image from its configuration tarball with a stock diskimage-builder. */
export function rebuildScript({ recipe }: LoadedRecipe): string {
  const settings = Object.entries(recipe.environment).map(([name, value]) => `export ${name}=${quote(value)}`);
  return `#!/bin/bash
# Rebuilds ${recipe.name} with diskimage-builder, as root on Debian ${recipe.releaseNumber}:
#   MIRROR=http://your-mirror/debian SECURITY_MIRROR=http://your-mirror/debian-security ./rebuild.sh
set -euo pipefail
: "\${MIRROR:?set MIRROR to the address of your Debian mirror}"
: "\${SECURITY_MIRROR:?set SECURITY_MIRROR to the address of your mirror of the Debian security archive}"
cd "$(dirname "$0")"

export ELEMENTS_PATH=$PWD/${recipe.name}/elements
export DIB_RELEASE=${quote(recipe.release)}
export DIB_DISTRIBUTION_MIRROR=$MIRROR
export DIB_APT_SOURCES_CONF="${aptSources(recipe, "$MIRROR", "$SECURITY_MIRROR")}"
export DIB_IMAGE_SIZE=${recipe.minDiskGib}
${settings.join("\n")}

exec disk-image-create ${builderArguments(recipe, recipe.name).map(quote).join(" ")}
`;
}

export function rebuildReadme({ recipe, hash }: LoadedRecipe): string {
  return `# ${recipe.name}

${recipe.summary}

This is the whole configuration of the image: \`${recipe.name}/recipe.yaml\` and its elements.
Recipe hash (SHA-256): ${hash}

## Rebuild
On Debian ${recipe.releaseNumber}, as root:

    apt-get install python3-diskimage-builder debootstrap kpartx qemu-utils sudo
    MIRROR=http://your-mirror/debian SECURITY_MIRROR=http://your-mirror/debian-security ./rebuild.sh

The mirror becomes the update source of the image. A kernel with device-mapper is needed. The result has the packages
that your mirror carries today; the package list beside each download says which ones we had.
`;
}

function quote(value: string): string {
  return /^[A-Za-z0-9_.,/=+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
