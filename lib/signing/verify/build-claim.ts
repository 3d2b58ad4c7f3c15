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

/** The same bytes? */
export function isSameFile(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
