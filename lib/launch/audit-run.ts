import { reportOf } from "#lib/audit/chain.ts";
import { findAuditHash, verifyChain } from "#lib/audit/data.ts";
import { db } from "#lib/db.ts";
import { messageOf } from "#lib/errors.ts";
import type { AuditCommand } from "./audit-command.ts";

/** Checks the audit chain and says what came of it; the exit code: 0 whole, 1 not, or it could not be checked. */
export async function runAuditCommand({ expected }: AuditCommand, publicUrl: string, say: (line: string) => void = console.log): Promise<number> {
  try {
    const report = reportOf(await verifyChain());
    if (!report.isWhole) {
      say(`The audit is broken at row ${report.sequence} (${report.defect}). ${report.sentence}\n${publicUrl}/admin/audit/${report.sequence}`);
      return 1;
    }
    const { entries, head } = report;
    if (expected && !(await contains(expected))) {
      say(`The audit does not contain ${expected.entries}:${expected.head}: rows were cut off its end, or it was written anew. It ends with ${entries}:${head}.`);
      return 1;
    }
    say(`The audit is whole: ${entries} ${entries === 1 ? "row" : "rows"}.\nIts end, to be noted elsewhere: ${entries}:${head}`);
    return 0;
  } catch (error) {
    say(messageOf(error));
    return 1;
  } finally {
    await db.$disconnect();
  }
}

async function contains({ entries, head }: { entries: number; head: string }): Promise<boolean> {
  return entries === 0 || (await findAuditHash(BigInt(entries))) === head;
}
