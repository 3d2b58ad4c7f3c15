import { registrationsOf } from "#lib/flavors/rules.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { GlanceImage } from "#lib/glance/types.ts";
import { propertiesOf } from "./properties.ts";
import type { CloudPolicy, RegistrableImage, Role, SignedBytes, Wanted } from "./schema.ts";

const gib = 1024 ** 3;

/** Each look reads the visible or the hidden images in turn: what changes in a cloud is seen within twice this time. */
export const lookSeconds = 20;

/** The name of one registered image: `IMAGE_latest`, `IMAGE_V100_prev`, `IMAGE_20261123-1`. */
export function nameOf(line: string, role: Role, version: string): string {
  return `${line}_${role === "dated" ? version : role}`;
}

/**
 * Everything that a cloud should have: each published and kept build once for each registration of its image. Where a suffix
 * would give one image the names of another one of the catalog, the catalog's own image has them and the suffix is left out.
 */
export function wantedOf(images: RegistrableImage[], rules: CapabilityRules, policy: CloudPolicy, publicUrl: string): Wanted[] {
  const names = new Set(images.map(({ name }) => name));
  return images.flatMap((image) =>
    registrationsOf(image.capabilities, rules)
      .filter(({ suffix }) => suffix === "" || !names.has(`${image.name}${suffix}`))
      .flatMap(({ suffix, mask }) => image.builds.map((build) => wanted(image, build, { suffix, mask }, rules, policy, publicUrl))),
  );
}

function wanted(image: RegistrableImage, build: RegistrableImage["builds"][number], { suffix, mask }: { suffix: string; mask: number }, rules: CapabilityRules, policy: CloudPolicy, publicUrl: string): Wanted {
  const line = `${image.name}${suffix}`;
  const downloadUrl = `${publicUrl}/download/${image.name}/${build.version}/${build.bytes.fileName}`;
  // The files of a revoked build come only to who asks for them in these words; its signature must stay within reach.
  const revoked = build.revocation ? "?revoked=1" : "";
  return {
    imageId: image.id,
    buildId: build.id,
    suffix,
    line,
    role: build.role,
    datedName: nameOf(line, "dated", build.version),
    bytes: build.bytes,
    fetchUrl: `${downloadUrl}${revoked}`,
    settings: {
      name: nameOf(line, build.role, build.version),
      isHidden: build.role === "dated",
      visibility: policy.visibility,
      isProtected: policy.isProtected,
      // A disk smaller than the image would not start; Glance would find that out only at the first boot.
      minDiskGib: Math.max(image.minDiskGib, Math.ceil((build.virtualSizeBytes ?? 0) / gib)),
      minRamMib: image.minRamMib,
      properties: propertiesOf(image, build, mask, rules, { downloadUrl, signatureUrl: `${downloadUrl}.asc${revoked}` }),
    },
  };
}

/** Are the cloud's bytes those that were signed? `unknown` when it has none yet or tells no hash that we know. */
export function compareBytes({ sizeBytes, hashAlgorithm, hash }: Pick<GlanceImage, "sizeBytes" | "hashAlgorithm" | "hash">, bytes: SignedBytes): "equal" | "different" | "unknown" {
  if (sizeBytes === null) return "unknown";
  if (sizeBytes !== bytes.sizeBytes) return "different";
  const signed = hashAlgorithm === "sha512" ? bytes.sha512 : hashAlgorithm === "sha256" ? bytes.sha256 : null;
  if (signed === null || hash === null) return "unknown";
  return hash.toLowerCase() === signed ? "equal" : "different";
}
