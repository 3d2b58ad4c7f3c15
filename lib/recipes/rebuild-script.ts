import type { LoadedRecipe } from "./load.ts";

/** A shell script that rebuilds an image from its configuration tarball with a stock diskimage-builder. */
export function rebuildScript({ recipe, invocation }: LoadedRecipe): string {
  const settings = Object.entries(invocation.environment).map(([name, value]) => `export ${name}=${quote(value)}`);
  return `#!/bin/bash
# Rebuilds ${recipe.name} with diskimage-builder, as root on Debian ${recipe.releaseNumber}:
#   MIRROR=http://your-mirror/debian SECURITY_MIRROR=http://your-mirror/debian-security ./rebuild.sh
set -euo pipefail
: "\${MIRROR:?set MIRROR to the address of your Debian mirror}"
: "\${SECURITY_MIRROR:?set SECURITY_MIRROR to the address of your mirror of the Debian security archive}"
cd "$(dirname "$0")"

export ELEMENTS_PATH=$PWD/${recipe.name}/elements
export DIB_DISTRIBUTION_MIRROR=$MIRROR
export DIB_APT_SOURCES_CONF="${invocation.aptSources("$MIRROR", "$SECURITY_MIRROR")}"
${settings.join("\n")}
# The base system fetches from https only with the certificates in it.
case $MIRROR$SECURITY_MIRROR in *https:*) export DIB_DEBOOTSTRAP_EXTRA_ARGS=--include=ca-certificates ;; esac

exec disk-image-create ${invocation.arguments.map(quote).join(" ")}
`;
}

export function rebuildReadme({ recipe, hash }: LoadedRecipe): string {
  return `# ${recipe.name}

${recipe.summary}

This is the whole configuration of the image: \`${recipe.name}/recipe.yaml\` and its elements.
Recipe hash (SHA-256): ${hash}

## Rebuild
On Debian ${recipe.releaseNumber}, as root:

    apt-get install python3-diskimage-builder debootstrap gdisk kpartx qemu-utils sudo
    MIRROR=http://your-mirror/debian SECURITY_MIRROR=http://your-mirror/debian-security ./rebuild.sh

The mirror becomes the update source of the image. A kernel with device-mapper is needed. The result has the packages
that your mirror carries today; the package list beside each download says which ones we had.
`;
}

function quote(value: string): string {
  return /^[A-Za-z0-9_.,/=+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
