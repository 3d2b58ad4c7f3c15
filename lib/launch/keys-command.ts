import { parseArgs } from "node:util";
import { z } from "zod";
import { messageOf, type Outcome } from "#lib/errors.ts";

export const usage = `npm run keys -- list
npm run keys -- plan [--algorithm ed25519|rsa4096] [--valid-days N] [--name "NAME"] [--email ADDRESS]
npm run keys -- activate [--force --reason "WHY IT CANNOT WAIT"]
npm run keys -- revoke FINGERPRINT --reason superseded|compromised|retired --explanation "ONE LINE, PUBLISHED WITH THE KEY"`;

const commandSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("list") }),
  z.strictObject({
    name: z.literal("plan"),
    algorithm: z.enum(["ed25519", "rsa4096"]).optional(),
    validDays: z.coerce.number().int().min(1).max(3650).optional(),
    displayName: z.string().min(1).optional(),
    email: z.email().optional(),
  }),
  z.strictObject({ name: z.literal("activate"), force: z.literal(true).optional(), reason: z.string().trim().min(1).optional() }).refine(({ force, reason }) => Boolean(force) === Boolean(reason), {
    message: "--force and --reason belong together",
  }),
  z.strictObject({
    name: z.literal("revoke"),
    fingerprint: z.string().transform((value) => value.replaceAll(" ", "").toUpperCase()).pipe(z.string().regex(/^[0-9A-F]{40}$/, "must be a whole fingerprint of 40 digits")),
    reason: z.enum(["superseded", "compromised", "retired"]),
    explanation: z.string().trim().min(1).max(500),
  }),
]);
export type KeysCommand = z.infer<typeof commandSchema>;

const options = {
  algorithm: { type: "string" },
  "valid-days": { type: "string" },
  name: { type: "string" },
  email: { type: "string" },
  force: { type: "boolean" },
  reason: { type: "string" },
  explanation: { type: "string" },
} as const;

/** The command that the words behind `npm run keys --` give. */
export function readKeysCommand(words: string[]): Outcome<KeysCommand, "usage"> {
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true, strict: true });
    const [name, fingerprint, ...others] = positionals;
    const { "valid-days": validDays, name: displayName, ...rest } = values;
    const given = { ...rest, validDays, displayName, fingerprint, others: others.length > 0 ? others : undefined };
    const command = commandSchema.safeParse({ name, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) });
    if (command.success) return { ok: true, value: command.data };
    return { ok: false, code: "usage", message: command.error.issues.map(({ path, message }) => `${path.join(".") || "command"}: ${message}`).join("\n") };
  } catch (error) {
    return { ok: false, code: "usage", message: messageOf(error) };
  }
}
