import { dirname, join } from "node:path";
import { z } from "zod";
import { armoredSchema, fingerprintSchema, refusalSchema } from "./protocol.ts";

/**
 * The operator's own socket lies beside the key file: whoever may reach it could replace the keys anyway. Those who only
 * have builds signed (`SIGNING_SOCKET`) cannot change keys.
 */
export function operatorSocketOf(keyFile: string): string {
  return join(dirname(keyFile), "operator.sock");
}

const oneLine = z.string().trim().min(1).max(200).regex(/^[^\p{Cc}<>()]+$/u, "must be plain words without brackets");

/** One request of the operator: one JSON object on one line (UTF-8, ended by `\n`). */
export const operatorRequestSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("keys") }),
  z.strictObject({
    op: z.literal("plan"),
    algorithm: z.enum(["ed25519", "rsa4096"]).optional(),
    /** Validity from now on. */
    validDays: z.int().min(1).max(3650).optional(),
    name: oneLine.optional(),
    email: z.email().max(200).toLowerCase().optional(),
  }),
  z.strictObject({ op: z.literal("activate"), fingerprint: fingerprintSchema }),
  z.strictObject({
    op: z.literal("revoke"),
    fingerprint: fingerprintSchema,
    reason: z.enum(["superseded", "compromised", "retired"]),
    /** Becomes part of the published key. */
    explanation: z.string().trim().min(1).max(500).regex(/^[^\p{Cc}]+$/u, "must be one line"),
  }),
]);
export type OperatorRequest = z.infer<typeof operatorRequestSchema>;

const heldKey = { fingerprint: fingerprintSchema, armored: armoredSchema };
export const heldKeysSchema = z.strictObject({ ok: z.literal(true), op: z.literal("keys"), present: z.strictObject(heldKey), next: z.strictObject(heldKey).nullable() });
export const plannedSchema = z.strictObject({
  ok: z.literal(true),
  op: z.literal("plan"),
  ...heldKey,
  /** The present key, or null where it cannot certify any more. */
  certifiedBy: fingerprintSchema.nullable(),
  /** False when this key was planned already. */
  isNew: z.boolean(),
});
export const activatedSchema = z.strictObject({ ok: z.literal(true), op: z.literal("activate"), ...heldKey });
export const revokedSchema = z.strictObject({ ok: z.literal(true), op: z.literal("revoke"), ...heldKey });

export const operatorResponseSchema = z.union([refusalSchema, heldKeysSchema, plannedSchema, activatedSchema, revokedSchema]);
export type OperatorResponse = z.infer<typeof operatorResponseSchema>;
