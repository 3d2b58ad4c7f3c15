import { verifySignatures } from "./signed-bytes.ts";
import { VerifyError } from "./errors.ts";
import { readPieceList, type PieceList } from "./metalink.ts";
import type { Policy } from "./policy.ts";
import { memorySource } from "./source.ts";
import type { TrustedKey } from "./trust.ts";
import type { SignatureFacts } from "./verdict.ts";

/** A Metalink and its detached signature, as their files hold them. */
export type PieceListFiles = { document: Uint8Array; signature: Uint8Array };

/**
 * The pieces of a Metalink whose own detached signature was checked before one of them was read. A bad signature here means
 * that the list was changed (`piece-list-altered`).
 */
export async function readSignedPieces({ document, signature }: PieceListFiles, trust: readonly TrustedKey[], now: Date, policy: Policy, found: SignatureFacts[]): Promise<PieceList> {
  try {
    await verifySignatures(memorySource(document), signature, { trust, now, policy, found });
  } catch (error) {
    if (error instanceof VerifyError && error.code === "bad-signature") throw new VerifyError("piece-list-altered", "the signature of the list of pieces does not fit it", { cause: error });
    throw error;
  }
  return readPieceList(document);
}
