import { z } from "zod";

export type KeyState = "planned" | "active" | "retired" | "revoked" | "historic";

/** The state as it is today: a key whose validity has ended is `expired`, whatever its row says. */
export type KeyStanding = KeyState | "expired";

export type KeyRevocationReason = "superseded" | "compromised" | "retired";

/** A signing key in one line. */
export type PublishedKey = { fingerprint: string; algorithm: string; userId: string; standing: KeyStanding; validFrom: Date; validUntil: Date | null };

/** A published build that a key has signed. */
export type SignedBuild = { image: string; version: string; publishedAt: Date };

/** Everything that is public of a signing key. */
export type KeyDetails = PublishedKey & {
  /** Of its user id; null when it has none. */
  mailAddress: string | null;
  publishedAt: Date;
  /** The key that vouches for this one by a signature in it. */
  certifiedBy: string | null;
  activatedAt: Date | null;
  retiredAt: Date | null;
  revocation: { at: Date; reason: KeyRevocationReason | null; explanation: string | null } | null;
  /** Of a planned key: from when on it may take over. */
  takesOverFrom: Date | null;
  note: string | null;
  /** False for keys of history, of which only the fingerprint is known. */
  hasPublicKey: boolean;
  /** Published builds and their signatures; null when there are none. */
  signed: { builds: number; files: number; first: SignedBuild; last: SignedBuild } | null;
};

/** The key that signed a build, as it stands today. */
export type BuildKey = PublishedKey & { revocation: KeyDetails["revocation"] };

/** Records for the zone of a key's mail address, as a zone file writes them. */
export type DnsRecords = { openPgpKey: string; txt: string };

/** Where else a key can be asked for, to compare. */
export type KeyPlaces = {
  fingerprint: string;
  standing: KeyStanding;
  /** `local-part@host of the portal`. */
  mailAddress: string;
  directoryUrl: string;
  dns: DnsRecords;
};

/** A public key with which signatures of this portal are checked. */
export type TrustedKey = {
  fingerprint: string;
  armored: string;
  /** The portal says that it must not be trusted any more. */
  isRevoked: boolean;
};

const signedBuild = z.object({ image: z.string(), version: z.string(), publishedAt: z.date() });
const fingerprint = z.string().describe("40 hexadecimal digits, upper case");

/** `GET /api/v1/keys`. */
export const keyListSchema = z.object({
  armoredUrl: z.url().describe("All public keys in one file"),
  keys: z.array(
    z.object({
      fingerprint,
      state: z.enum(["planned", "active", "retired", "revoked", "historic", "expired"]).describe("The state of today"),
      algorithm: z.string(),
      userId: z.string(),
      validFrom: z.date(),
      validUntil: z.date().nullable(),
      publishedAt: z.date(),
      certifiedBy: fingerprint.nullable().describe("The key that vouches for this one by a signature in it"),
      activatedAt: z.date().nullable(),
      retiredAt: z.date().nullable(),
      revocation: z.object({ at: z.date(), reason: z.enum(["superseded", "compromised", "retired"]).nullable(), explanation: z.string().nullable() }).nullable(),
      note: z.string().nullable(),
      signed: z.object({ builds: z.int(), files: z.int(), first: signedBuild.nullable(), last: signedBuild.nullable() }).describe("Published builds and their signatures"),
      armoredUrl: z.url().nullable().describe("Null for keys of history, of which only the fingerprint is known"),
      webKeyDirectoryUrl: z.url().nullable(),
    }),
  ),
});
export type KeyList = z.infer<typeof keyListSchema>;
