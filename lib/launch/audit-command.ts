import type { Outcome } from "#lib/errors.ts";

export const usage = `npm run audit -- check
npm run audit -- check ENTRIES:HEAD     also that the chain still contains what an earlier check printed`;

/** `expected`: what an earlier check has printed and somebody has noted elsewhere. */
export type AuditCommand = { name: "check"; expected: { entries: number; head: string } | null };

/** The command that the words behind `npm run audit --` give. */
export function readAuditCommand([name, noted, ...others]: string[]): Outcome<AuditCommand, "usage"> {
  if (name !== "check" || others.length > 0) return { ok: false, code: "usage", message: name === "check" ? "There is a word too many." : "Say what to do: check." };
  if (noted === undefined) return { ok: true, value: { name, expected: null } };
  const [, entries, head] = /^([0-9]{1,15}):([0-9a-f]{64})$/.exec(noted) ?? [];
  if (!entries || !head) return { ok: false, code: "usage", message: `"${noted}" is not the end of a chain as a check prints it: a number, a colon, and 64 digits from 0 to f.` };
  return { ok: true, value: { name, expected: { entries: Number(entries), head } } };
}
