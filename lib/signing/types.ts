import type { OperatorRequest } from "./operator-protocol.ts";
import type { PublicKeyAnswer, Signed, SigningRequest } from "./protocol.ts";

/** What the worker can ask of the signing process. Every method throws `SigningError`. */
export interface SigningClient {
  /** Signs a stored artifact; `sha256` is what its bytes must hash to. Idempotent for the same bytes. */
  sign(artifact: Omit<Extract<SigningRequest, { op: "sign" }>, "op">): Promise<Signed>;
  /** The public key to publish, armored, with the fingerprint of its primary key. */
  publicKey(): Promise<PublicKeyAnswer>;
  /** The fingerprint of the key in use; fails when the process does not answer. */
  ping(): Promise<{ fingerprint: string }>;
}

type Asked<Op extends OperatorRequest["op"]> = Omit<Extract<OperatorRequest, { op: Op }>, "op">;

/** What the operator can ask of the signing process. Every method throws `SigningError`; all but `keys` change its keys. */
export interface KeyOperator {
  keys(): Promise<{ present: PublicKeyDescription; next: PublicKeyDescription | null }>;
  /** Makes the next key, or answers with the one that is planned already. */
  plan(plan: Asked<"plan">): Promise<{ key: PublicKeyDescription; /** the present key, unless it may not certify any more */ certifiedBy: string | null; isNew: boolean }>;
  /** Puts the planned key into use; nothing changes when it is in use already. */
  activate(fingerprint: string): Promise<PublicKeyDescription>;
  /** The key with its revocation. */
  revoke(revocation: Asked<"revoke">): Promise<PublicKeyDescription>;
}

/** Why gpg did not accept a signature. */
export type GpgFailureCode =
  | "bad-signature"
  | "unknown-key"
  | "wrong-key"
  | "key-expired"
  | "key-revoked"
  | "signature-expired"
  | "weak-digest"
  | "no-signature"
  | "several-signatures"
  | "unreadable-key"
  | "gpg-failed";

/** The verdict of an independent OpenPGP implementation on one detached signature. */
export type GpgVerdict =
  | { ok: true; /** of the primary key */ fingerprint: string; digest: "SHA512"; signedAt: Date }
  | { ok: false; code: GpgFailureCode; message: string };

export type GpgCheck = (input: {
  publicKeyArmored: string;
  filePath: string;
  signaturePath: string;
  /** 40 upper-case hexadecimal digits of the primary key. */
  expectedFingerprint: string;
}) => Promise<GpgVerdict>;

/** The public facts of an OpenPGP key, for its database row and the keys page. */
export type PublicKeyDescription = {
  /** 40 upper-case hexadecimal digits of the primary key. */
  fingerprint: string;
  /** `Ed25519`, `RSA 4096`, … */
  algorithm: string;
  userId: string;
  createdAt: Date;
  /** `null` when the key never expires. */
  expiresAt: Date | null;
  isRevoked: boolean;
  subkeys: {
    fingerprint: string;
    algorithm: string;
    createdAt: Date;
    expiresAt: Date | null;
    isRevoked: boolean;
    canSign: boolean;
  }[];
  armoredPublicKey: string;
};
