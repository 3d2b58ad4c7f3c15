import { z } from "zod";

/** Longest request or response in bytes, the newline included. */
export const maxMessageBytes = 16 * 1024;

const artifactKey = z
  .string()
  .max(512)
  .regex(/^builds\/[A-Za-z0-9_-][A-Za-z0-9._-]*\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/, "must be builds/BUILD/FILE");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits");
export const fingerprintSchema = z.string().regex(/^[0-9A-F]{40}$/, "must be 40 upper-case hexadecimal digits");
export const armoredSchema = z.string().startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");

const signRequest = z
  .strictObject({
    op: z.literal("sign"),
    /** The stored artifact, `builds/BUILD/FILE`. */
    storageKey: artifactKey.refine((key) => !key.endsWith(".asc"), "a signature is not signed again"),
    /** Where the detached armored signature goes: always the artifact's key and `.asc`. */
    signatureKey: artifactKey,
    /** The SHA-256 that the caller expects the stored bytes to have. */
    sha256,
    /** The primary key that the caller expects to sign; left out, the key in use signs, whichever it is. */
    fingerprint: fingerprintSchema.optional(),
  })
  .refine((request) => request.signatureKey === `${request.storageKey}.asc`, {
    path: ["signatureKey"],
    message: "must be the storage key and .asc",
  });

/** One request of the worker to the signing process: one JSON object on one line (UTF-8, ended by `\n`). */
export const requestSchema = z.discriminatedUnion("op", [
  signRequest,
  z.strictObject({ op: z.literal("public-key") }),
  z.strictObject({ op: z.literal("ping") }),
]);
export type SigningRequest = z.infer<typeof requestSchema>;

/** Why the signing process refused or failed. */
export const errorCodeSchema = z.enum([
  "bad-request",
  "too-large",
  "artifact-missing",
  "hash-mismatch",
  "signature-exists",
  "key-unusable",
  "key-not-active",
  "key-revoked",
  "unknown-key",
  "storage-failed",
  "internal",
]);
export type SignerErrorCode = z.infer<typeof errorCodeSchema>;

export const refusalSchema = z.strictObject({ ok: z.literal(false), code: errorCodeSchema, message: z.string().max(2000) });
export type Refusal = z.infer<typeof refusalSchema>;

export const signedSchema = z.strictObject({
  ok: z.literal(true),
  op: z.literal("sign"),
  /** Fingerprint of the primary key, whichever subkey signed. */
  fingerprint: fingerprintSchema,
  /** When the signature says that it was made. */
  signedAt: z.iso.datetime(),
  /** True when a valid signature of the same bytes by the same key was there already and was kept. */
  reused: z.boolean(),
});
export const publicKeySchema = z.strictObject({
  ok: z.literal(true),
  op: z.literal("public-key"),
  fingerprint: fingerprintSchema,
  armored: armoredSchema,
});
export const pongSchema = z.strictObject({ ok: z.literal(true), op: z.literal("ping"), fingerprint: fingerprintSchema });

/** One answer of the signing process, in the order of the requests. */
export const responseSchema = z.union([refusalSchema, signedSchema, publicKeySchema, pongSchema]);
export type SigningResponse = z.infer<typeof responseSchema>;
export type Signed = z.infer<typeof signedSchema>;
export type PublicKeyAnswer = z.infer<typeof publicKeySchema>;
