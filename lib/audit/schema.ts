import { z } from "zod";

const one = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
const words = one(z.string().trim().min(1).max(200).optional().catch(undefined));
// What a browser's field for a moment sends, and what people type; always UTC, as everything in the audit.
const moment = one(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?)?Z?$/)
    .transform((text) => new Date(`${text.replace("Z", "")}${text.includes("T") ? "" : "T00:00"}Z`))
    .refine((at) => !Number.isNaN(at.getTime()))
    .optional()
    .catch(undefined),
);
const sequence = one(z.string().regex(/^[1-9][0-9]{0,17}$/).transform(BigInt).optional().catch(undefined));

/** `/admin/audit/SEQUENCE`. */
export const sequenceSchema = z.string().regex(/^[1-9][0-9]{0,17}$/).transform(BigInt);

/**
 * What a reader of the audit can choose, all of it in the address: `?actor=jane`, `?action=channel.promote`, `?kind=build`,
 * `?object=ID`, `?from=2026-11-01T00:00`, `?to=…` (UTC, the end left out), `?before=SEQUENCE` (the page that follows that row).
 */
export const auditViewSchema = z.object({ actor: words, action: words, kind: words, object: words, from: moment, to: moment, before: sequence });
export type AuditView = z.output<typeof auditViewSchema>;

/** Which rows of the audit. `to` itself is left out. */
export type AuditFilter = { actorName?: string | undefined; action?: string | undefined; objectKind?: string | undefined; objectId?: string | undefined; from?: Date | undefined; to?: Date | undefined };

/** The rows that a view shows, whatever page of them. */
export function filterOf({ actor, action, kind, object, from, to }: AuditView): AuditFilter {
  return { actorName: actor, action, objectKind: kind, objectId: object, from, to };
}

/** The query of the address that shows this view; begins with `?` unless it is empty. */
export function queryOf(view: Partial<AuditView>): string {
  const texts = Object.entries(view).flatMap(([name, value]) => (value === undefined ? [] : [[name, value instanceof Date ? value.toISOString().replace(/(:00)?\.000Z$/, "") : String(value)]]));
  return texts.length > 0 ? `?${new URLSearchParams(texts)}` : "";
}

/** What an act changed. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One row of the audit, as pages show it. */
export type AuditEntry = {
  sequence: bigint;
  at: Date;
  actorKind: "system" | "user" | "token";
  actorName: string;
  action: string;
  objectKind: string;
  objectId: string;
  before: unknown;
  after: unknown;
  previousHash: string;
  hash: string;
};

/** How a row breaks the chain: rows before it are missing, it does not point to the row before it, or it was changed. */
export type ChainDefect = "gap" | "link" | "content";

/** What a check of the chain found, in words that a person reads. */
export type ChainReport =
  | { isWhole: true; entries: number; head: string }
  | { isWhole: false; sequence: string; defect: ChainDefect; sentence: string };
