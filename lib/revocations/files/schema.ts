import type { RevocationReason, Severity } from "#lib/builds/schema.ts";

/** A revoked build whose Metalink does not say so yet. */
export type UnrevisedBuild = {
  buildId: string;
  image: string;
  version: string;
  revocation: { reason: RevocationReason; severity: Severity; explanation: string; at: Date; replacementVersion: string | null };
  qcow2: { sizeBytes: number; sha256: string };
  metalink: { storageKey: string; sha256: string };
  /** All files but SHA256SUMS and its signature. */
  listed: { fileName: string; sha256: string }[];
};

/** A file that takes the place of a published one of the same name. */
export type Revision = { fileName: string; storageKey: string; sizeBytes: number; sha256: string; sha512: string; signingKeyFingerprint: string | null; gpgVerifiedAt: Date | null };
