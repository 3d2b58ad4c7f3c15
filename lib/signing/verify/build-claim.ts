import type { Verdict } from "./verdict.ts";

/**
 * May a genuine file be called the published file `fileName`? Its name and the catalog alone prove nothing: an old build
 * under a new name has a good signature too. So the name must be part of what a key of the portal signed, or the signature
 * must be the very one that the portal publishes for this file.
 */
export function isPublishedFile({ verdict, facts }: Verdict, fileName: string, isPublishedSignature: boolean): boolean {
  if (verdict !== "valid" || facts.signatures.length === 0 || facts.signatures.some(({ origin }) => origin !== "portal")) return false;
  return facts.way === "pieces" ? facts.signedName === fileName : isPublishedSignature;
}

/** What browsers put into the name of a second download: `name (1).qcow2`. */
const copyMark = / ?\(\d+\)(?=\.|$)/;
const buildName = /-\d{8}-\d+\./;

/** The name that a file had before a browser numbered its copies. */
export function originalName(name: string): string {
  return name.replace(copyMark, "");
}

/**
 * Does a genuine file bear the name of a build and is another one, such as an old build offered as a new one? Names that people
 * gave a file themselves claim nothing. `publishedName`: the file that the portal takes it for.
 */
export function isOtherBuild({ verdict, facts }: Verdict, name: string, publishedName: string | null, isPublishedSignature: boolean): boolean {
  const claimed = originalName(name);
  if (verdict !== "valid" || !buildName.test(claimed)) return false;
  return facts.way === "pieces" ? facts.signedName !== claimed : publishedName === claimed && !isPublishedSignature;
}

/** What somebody should know of a good signature before the file is used; `other-key`: no key of the portal made it. */
export type Reservation = "other-key" | "other-name";

/** The reservation about a file of this name; null when there is none. */
export function reservationOf(verdict: Verdict, name: string, publishedName: string | null, isPublishedSignature: boolean): Reservation | null {
  if (verdict.verdict !== "valid") return null;
  if (!verdict.facts.signatures.some(({ origin }) => origin === "portal")) return "other-key";
  return isOtherBuild(verdict, name, publishedName, isPublishedSignature) ? "other-name" : null;
}

/** The same bytes? */
export function isSameFile(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
