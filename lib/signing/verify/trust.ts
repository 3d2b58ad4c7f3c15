import { readKeys, type Key, type Subkey } from "openpgp";
import { readBlocks } from "./armor.ts";
import { VerifyError } from "./errors.ts";
import type { DetachedSignature } from "./signature-file.ts";
import type { SignatureFacts } from "./verdict.ts";

/** A file with one or more public keys, and who vouches for it. */
export type KeyFile = {
  content: Uint8Array;
  origin: SignatureFacts["origin"];
  /** The portal says that these keys must not be trusted any more, whatever the file itself says. */
  isRevoked?: boolean;
};

export type TrustedKey = { key: Key; origin: SignatureFacts["origin"]; isRevoked: boolean };

/** The key that a signature names: `part` is the primary key or the subkey that signed. */
export type Signer = TrustedKey & { part: Key | Subkey };

/** The keys of all files; what cannot be read is left out. Throws `VerifyError` `no-keys` when nothing is left. */
export async function readTrust(files: readonly KeyFile[]): Promise<TrustedKey[]> {
  const trusted: TrustedKey[] = [];
  for (const { content, origin, isRevoked = false } of files) {
    const keys = await keysOf(content).catch((): Key[] => []);
    trusted.push(...keys.map((key) => ({ key, origin, isRevoked })));
  }
  if (trusted.length === 0) throw new VerifyError("no-keys", "no key can be read");
  return trusted;
}

async function keysOf(content: Uint8Array): Promise<Key[]> {
  const keys: Key[] = [];
  for (const { kind, packets } of readBlocks(content)) {
    if (kind !== "PUBLIC KEY BLOCK" && kind !== "PRIVATE KEY BLOCK" && kind !== "binary") continue;
    const found = await readKeys({ binaryKeys: packets });
    keys.push(...found.map((key) => key.toPublic()));
  }
  return keys;
}

/** The trusted key that a signature names. Throws `VerifyError` `unknown-key`. A key of the portal comes before a given one. */
export function findSigner({ packet }: DetachedSignature, trust: readonly TrustedKey[]): Signer {
  const named = packet.issuerFingerprint ? hex(packet.issuerFingerprint) : null;
  const portalFirst = [...trust].sort((one, other) => Number(other.origin === "portal") - Number(one.origin === "portal"));
  for (const trusted of portalFirst) {
    const part = trusted.key.getKeys(packet.issuerKeyID).find((candidate) => named === null || candidate.getFingerprint() === named);
    if (part) return { ...trusted, part };
  }
  throw new VerifyError("unknown-key", `the signature is by key ${packet.issuerKeyID.toHex()}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
