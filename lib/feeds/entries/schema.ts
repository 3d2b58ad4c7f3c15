import type { RevocationReason, Severity } from "#lib/builds/schema.ts";

/** A withdrawal as entries tell it. */
export type RevocationFacts = { reason: RevocationReason; severity: Severity; explanation: string; at: Date; replacement: { version: string; revokedAt: Date | null } | null };

/** What entries need to know of a build. */
export type BuildFacts = {
  id: string;
  image: string;
  distribution: string;
  version: string;
  trigger: string;
  publishedAt: Date;
  expiredAt: Date | null;
  revocation: RevocationFacts | null;
  qcow2: { fileName: string; sizeBytes: number; mediaType: string; sha256: string } | null;
  metalink: { fileName: string; mediaType: string } | null;
  tests: { passed: number; total: number };
};

/** What entries need to know of a known issue. */
export type IssueFacts = { id: string; slug: string; title: string; body: string; workaround: string | null; severity: Severity; openedOn: Date; resolvedOn: Date | null; editedAt: Date | null; concerns: string[] };

/** What entries need to know of an image that is no longer built. */
export type ImageFacts = { id: string; name: string; createdAt: Date; replacement: string | null };
