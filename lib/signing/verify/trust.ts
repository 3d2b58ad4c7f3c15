import { readKeys, type Key, type Subkey } from "openpgp";
import { readBlocks, type Block } from "./armor.ts";
import { looseSignatures, mergeCertificates, readCertificates, type Certificate, type CertificateCopy } from "./certificate.ts";
import { VerifyError } from "./errors.ts";
import { hex, readPackets, type Packet } from "./packets.ts";
import type { DetachedSignature } from "./signature-file.ts";
import type { SignatureFacts } from "./verdict.ts";

/** A file with one or more public keys, and who vouches for it. */
export type KeyFile = {
  content: Uint8Array;
  origin: SignatureFacts["origin"];
  /** The portal says that these keys must not be trusted any more, whatever the file itself says. */
  isRevoked?: boolean;
};

export type TrustedKey = {
  key: Key;
  origin: SignatureFacts["origin"];
  isRevoked: boolean;
  /** What all copies of the key say together, also where the library passes over it: it may be a revocation. */
  certificate: Certificate;
  /** The copies one by one, as gpg imports them. */
  copies: Pick<CertificateCopy, "users" | "signatures" | "isOrderly">[];
};

/** The key that a signature names: `part` is the primary key or the subkey that signed. */
export type Signer = TrustedKey & { part: Key | Subkey };

type Copy = CertificateCopy & Required<Omit<KeyFile, "content">>;

/**
 * The keys of all files. Copies of one key are one key, which says what any of them says: one may be newer, or carry a
 * revocation. What is no key is left out. Throws `VerifyError`: `no-keys` when nothing is left; `unreadable-key` for a file
 * that holds more than can be read, which might be a revocation.
 */
export async function readTrust(files: readonly KeyFile[]): Promise<TrustedKey[]> {
  const copies: Copy[] = [];
  const loose: Uint8Array[] = [];
  for (const { content, origin, isRevoked = false } of files) {
    const packets = packetsOf(content);
    copies.push(...(await readCertificates(packets)).map((copy) => ({ ...copy, origin, isRevoked })));
    loose.push(...looseSignatures(packets));
  }
  const groups = Map.groupBy(copies, ({ fingerprint }) => fingerprint);
  const trusted = (await Promise.all([...groups.values()].map((group) => trustedOf(group, loose)))).filter((one) => one !== null);
  if (trusted.length === 0) throw new VerifyError("no-keys", "no key can be read");
  return trusted;
}

function packetsOf(content: Uint8Array): Packet[] {
  try {
    return readBlocks(content).filter(holdsKeys).flatMap((block) => readPackets(block.packets));
  } catch (error) {
    throw new VerifyError("unreadable-key", `a file with keys: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function holdsKeys({ kind }: Block): boolean {
  return kind === "PUBLIC KEY BLOCK" || kind === "PRIVATE KEY BLOCK" || kind === "binary";
}

async function trustedOf(copies: readonly Copy[], loose: Uint8Array[]): Promise<TrustedKey | null> {
  const readable = await Promise.all(copies.map(async ({ bytes }) => (await readKeys({ binaryKeys: bytes }).catch((): Key[] => [])).map((key): Key => key.toPublic())));
  const [first, ...others] = readable.flat();
  if (!first) return null;
  let key = first;
  for (const other of others) key = await key.update(other).catch(() => key);
  return {
    key,
    origin: copies.some(({ origin }) => origin === "portal") ? "portal" : "given",
    isRevoked: copies.some(({ isRevoked }) => isRevoked),
    certificate: mergeCertificates([...copies, { users: [], signatures: loose }]),
    copies: [...copies],
  };
}

/**
 * The trusted keys that a signature names, those of the portal first: mostly one, but several primary keys may claim one
 * subkey, and a key may be its own subkey. Throws `VerifyError` `unknown-key`.
 */
export function findSigners({ packet }: DetachedSignature, trust: readonly TrustedKey[]): [Signer, ...Signer[]] {
  const named = packet.issuerFingerprint ? hex(packet.issuerFingerprint) : null;
  const portalFirst = [...trust].sort((one, other) => Number(other.origin === "portal") - Number(one.origin === "portal"));
  const [signer, ...others] = portalFirst.flatMap((trusted) =>
    trusted.key.getKeys(packet.issuerKeyID).filter((part) => named === null || part.getFingerprint() === named).map((part) => ({ ...trusted, part })),
  );
  if (!signer) throw new VerifyError("unknown-key", `the signature is by key ${packet.issuerKeyID.toHex()}`);
  return [signer, ...others];
}

export function isSubkey(part: Key | Subkey): part is Subkey {
  return "bindingSignatures" in part;
}
