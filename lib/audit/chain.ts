import type { Database } from "#lib/db.ts";
import { sentenceOf } from "./rules.ts";
import type { ChainDefect, ChainReport } from "./schema.ts";

export type ChainVerdict =
  | { ok: true; entries: number; /** Hash of the last row; noted elsewhere, it proves that no row was cut off the end. */ head: string }
  | { ok: false; sequence: bigint; defect: ChainDefect };

/**
 * Recomputes the whole audit chain inside the database and names the first row that does not fit. It cannot see rows cut
 * off the end: for that, compare `head` and `entries` with an earlier verdict that was kept outside.
 */
export async function checkChain(database: Pick<Database, "$queryRaw">): Promise<ChainVerdict> {
  const [verdict] = await database.$queryRaw<[{ entries: bigint; head: string | null; sequence: bigint | null; defect: ChainDefect | null }]>`
    with checked as (
      select entry.sequence, entry.hash,
        case
          when entry.sequence <> row_number() over chain then 'gap'
          when entry.previous_hash <> lag(entry.hash, 1, repeat('0', 64)) over chain then 'link'
          when entry.hash <> encode(sha256(convert_to(audit_content(entry), 'UTF8')), 'hex') then 'content'
        end as defect
      from audit_entries entry
      window chain as (order by entry.sequence)
    ), bad as (select sequence, defect from checked where defect is not null order by sequence limit 1)
    select (select count(*) from checked) as entries,
      (select hash from audit_entries order by sequence desc limit 1) as head,
      (select sequence from bad) as sequence, (select defect from bad) as defect`;
  if (verdict.sequence !== null && verdict.defect !== null) return { ok: false, sequence: verdict.sequence, defect: verdict.defect };
  return { ok: true, entries: Number(verdict.entries), head: verdict.head ?? "0".repeat(64) };
}

/** A verdict in words that a person reads. */
export function reportOf(verdict: ChainVerdict): ChainReport {
  if (verdict.ok) return { isWhole: true, entries: verdict.entries, head: verdict.head };
  return { isWhole: false, sequence: String(verdict.sequence), defect: verdict.defect, sentence: sentenceOf(verdict.sequence, verdict.defect) };
}
