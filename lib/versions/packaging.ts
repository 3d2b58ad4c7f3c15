import { compareDebianVersions } from "./debian.ts";
import { compareRpmVersions } from "./rpm.ts";

export type Packaging = "deb" | "rpm";

/** How a distribution packs its software, by its name in `os_distro` (scs-0102); everything here but Debian's kin uses RPM. */
export function packagingOf(osDistro: string): Packaging {
  return osDistro === "debian" || osDistro === "ubuntu" ? "deb" : "rpm";
}

/** The comparison of versions by the rules of the packaging. */
export const compareVersions: Record<Packaging, (one: string, other: string) => number> = { deb: compareDebianVersions, rpm: compareRpmVersions };
