import { readBlocks } from "./armor.ts";
import { asVerifyError, VerifyError } from "./errors.ts";
import { isInlineSigned } from "./inline.ts";
import { readPieceList, type PieceList } from "./metalink.ts";
import { checkPieces } from "./pieces.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { readSignedPieces, type PieceListFiles } from "./signed-pieces.ts";
import { requireStanding, verifySignatures } from "./signed-bytes.ts";
import type { ByteSource, Observer } from "./source.ts";
import { readTrust, type KeyFile, type TrustedKey } from "./trust.ts";
import { verdictOf, type DamageFacts, type Verdict, type VerdictFacts, type Way } from "./verdict.ts";

export type VerifyRequest = {
  file: { name: string; source: ByteSource };
  /** What speaks for the file: its detached signature, its signed list of pieces, or both. */
  evidence: { signature: Uint8Array | null; pieceList: PieceListFiles | null };
  keys: readonly KeyFile[];
  way: Way;
  /** Size that the catalog gives, unsigned: only words a refusal. */
  expectedBytes?: number | null;
  now?: Date;
  policy?: Policy;
};

/**
 * Checks one file and says what was found; never throws. Both ways end in an OpenPGP signature: that of the list of pieces,
 * or that of the file. Where one way lacks its evidence the other one is taken, and the verdict names it.
 */
export async function verifyFile(request: VerifyRequest, observer: Observer = {}): Promise<Verdict> {
  const facts: VerdictFacts = { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: request.file.source.sizeBytes, detail: null };
  try {
    const trust = await readTrust(request.keys);
    facts.way = await chooseWay(request, trust);
    await (facts.way === "pieces" ? byPieces : byStream)(request, trust, facts, observer);
    return { verdict: "valid", reason: "good-signature", facts };
  } catch (error) {
    if (observer.signal?.aborted) return verdictOf("cancelled", facts);
    const { code, message } = asVerifyError(error, "check-failed");
    return verdictOf(code, { ...facts, detail: message });
  }
}

/**
 * A signature that came with the file is never passed over: unless it is the one that the list of pieces carries, by a key
 * that still counts, it is checked itself, so that the verdict on it is gpg's.
 */
async function chooseWay({ way, file, evidence: { signature, pieceList }, now = new Date(), policy = defaultPolicy }: VerifyRequest, trust: TrustedKey[]): Promise<Way> {
  if (!pieceList) {
    if (signature) return "stream";
    if (await isInlineSigned(file.name, file.source)) throw new VerifyError("inline-signed", "the file holds its own signature");
    throw new VerifyError("no-signature", "there is neither a signature nor a signed list of pieces");
  }
  const carried = carriedSignature(pieceList);
  if (way === "stream") return signature || carried ? "stream" : "pieces";
  if (signature === null) return "pieces";
  if (carried === null || !isSame(signature, carried)) return "stream";
  return requireStanding(signature, { trust, now, policy }).then(() => "pieces", () => "stream");
}

async function byPieces({ file, evidence, now = new Date(), policy = defaultPolicy }: VerifyRequest, trust: TrustedKey[], facts: VerdictFacts, observer: Observer): Promise<void> {
  if (!evidence.pieceList) throw new VerifyError("no-signature", "there is no list of pieces");
  const list = await readSignedPieces(evidence.pieceList, trust, now, policy, facts.signatures);
  await compare(file, list, facts, observer);
}

async function byStream(request: VerifyRequest, trust: TrustedKey[], facts: VerdictFacts, observer: Observer): Promise<void> {
  const { file, evidence, now = new Date(), policy = defaultPolicy, expectedBytes } = request;
  const signature = evidence.signature ?? (evidence.pieceList && carriedSignature(evidence.pieceList));
  if (!signature) throw new VerifyError("no-signature", "there is no signature");
  try {
    await verifySignatures(file.source, signature, { trust, now, policy, found: facts.signatures }, observer);
  } catch (error) {
    if (!(error instanceof VerifyError) || error.code !== "bad-signature") throw error;
    await locate(request, trust, facts, observer);
    if (expectedBytes && file.source.sizeBytes < expectedBytes) throw new VerifyError("truncated", "the file is shorter than the catalog says", { cause: error });
    if (expectedBytes && file.source.sizeBytes > expectedBytes) throw new VerifyError("appended", "the file is longer than the catalog says", { cause: error });
    throw error;
  }
}

/** After a bad signature: where a signed list of pieces is at hand, finds out what differs, and throws that instead. */
async function locate({ file, evidence, now = new Date(), policy = defaultPolicy }: VerifyRequest, trust: TrustedKey[], facts: VerdictFacts, observer: Observer): Promise<void> {
  if (!evidence.pieceList) return;
  const list = await readSignedPieces(evidence.pieceList, trust, now, policy, []).catch(() => null);
  if (list) await compare(file, list, facts, observer);
}

async function compare(file: VerifyRequest["file"], list: PieceList, facts: VerdictFacts, observer: Observer): Promise<void> {
  const damage = await checkPieces(file.source, list, observer);
  facts.damage = damage;
  facts.signedName = list.fileName;
  facts.signedRevocation = list.revocation;
  const isWhole = damage.ranges.length === 0 && damage.missingBytes === 0 && damage.extraBytes === 0;
  if (!isWhole) throw new VerifyError(differenceOf(damage, list, file.name), "the file differs from the signed list of pieces");
}

function differenceOf({ goodBytes, missingBytes, extraBytes }: DamageFacts, list: PieceList, name: string): "other-file" | "truncated" | "appended" | "damaged" {
  const isNothingAlike = goodBytes === 0 && (list.fileName !== name || (list.pieces.length > 1 && list.sizeBytes - missingBytes > list.pieceBytes));
  if (isNothingAlike && list.sizeBytes > 0) return "other-file";
  if (missingBytes > 0) return "truncated";
  return extraBytes > 0 ? "appended" : "damaged";
}

/** The signature of the file that a list of pieces carries. Unsigned as it may be, it is a signature: it speaks for itself. */
function carriedSignature({ document }: PieceListFiles): Uint8Array | null {
  try {
    const { signature } = readPieceList(document);
    return signature === null ? null : new TextEncoder().encode(signature);
  } catch {
    return null;
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  const packets = (bytes: Uint8Array) => readBlocks(bytes).map((block) => block.packets.join()).join(";");
  try {
    return packets(one) === packets(other);
  } catch {
    return false;
  }
}
