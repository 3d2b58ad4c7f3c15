import { cloudInitSnippets, openstackSnippets, terraformSnippets } from "./cloud.ts";
import { glanceSnippets } from "./glance.ts";
import { curlSnippets, virtInstallSnippets } from "./local.ts";
import type { UsableBuild, UsableImage, Usage } from "./schema.ts";

/**
 * The commands of every tool for one build of an image. Nothing that a person runs is made of raw text: names are quoted
 * for the shell, HCL or YAML in which they stand. Words in capitals are for the reader to replace. `publicUrl` is the
 * portal's address without a slash at its end.
 */
export function usageOf(image: UsableImage, build: UsableBuild, publicUrl: string): Usage {
  const base = `${publicUrl}/download/${encodeURIComponent(image.name)}/${build.version}`;
  return {
    curl: curlSnippets(build, base, publicUrl),
    openstack: openstackSnippets(image),
    terraform: terraformSnippets(image),
    "cloud-init": cloudInitSnippets(image),
    glance: glanceSnippets(image, build, base),
    "virt-install": virtInstallSnippets(image, build),
  };
}
