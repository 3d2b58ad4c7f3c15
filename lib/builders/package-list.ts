import { BuilderError, type InstalledPackage } from "./types.ts";

/**
 * Reads the list that the element `package-list` writes with dpkg-query, tab-separated: status, name, version,
 * architecture, source name, source version. A source is `NAME` or, where its version differs, `NAME (VERSION)`.
 */
export function parsePackageList(text: string): InstalledPackage[] {
  const packages = text.split("\n").flatMap((line, index) => {
    if (line === "") return [];
    const [status, name, version, architecture, sourceName, sourceVersion] = line.split("\t");
    if (!status || !name || !version || !architecture || !sourceName || !sourceVersion) {
      throw new BuilderError(`package list, line ${index + 1}: ${JSON.stringify(line)} does not have six fields`);
    }
    if (!status.startsWith("ii")) return [];
    const source = sourceVersion === version ? sourceName : `${sourceName} (${sourceVersion})`;
    return [{ name, version, architecture, source }];
  });
  if (packages.length === 0) throw new BuilderError("the package list is empty; does the recipe have the element package-list?");
  return packages.sort((one, other) => (one.name < other.name ? -1 : 1));
}
