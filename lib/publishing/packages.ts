import type { InstalledPackage } from "#lib/builders/types.ts";
import { byText } from "./format.ts";
import type { BuildFacts } from "./types.ts";

/** The package manifest of a build, `IMAGE-VERSION.packages.json`. */
export function packageManifestOf({ image, version, architecture, packages }: Pick<BuildFacts, "image" | "version" | "architecture" | "packages">) {
  return { image, version, architecture, packages: sortedPackages(packages) };
}

/** Packages by name, architecture and version, with exactly the published fields. */
export function sortedPackages(packages: InstalledPackage[]): InstalledPackage[] {
  return packages
    .map(({ name, version, architecture, source }) => ({ name, version, architecture, source }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.architecture, b.architecture) || byText(a.version, b.version));
}
