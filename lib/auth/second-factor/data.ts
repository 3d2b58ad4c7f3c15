import { db } from "#lib/db.ts";
import type { Actor } from "../actor.ts";
import { decryptFor } from "./cipher.ts";
import { totpAddress } from "./rules.ts";
import type { SecondFactor } from "./schema.ts";

/** Whether this person has a second factor. The secret is told only between its making and its confirmation. */
export async function readSecondFactor(actor: Actor): Promise<SecondFactor> {
  const user = await db.user.findUnique({ where: { id: actor.userId ?? "" }, select: { id: true, name: true, oidcSubject: true, totpSecret: true, totpConfirmedAt: true } });
  if (!user || user.oidcSubject) return { state: "elsewhere" };
  if (user.totpConfirmedAt) return { state: "on", since: user.totpConfirmedAt, codesLeft: await db.recoveryCode.count({ where: { userId: user.id, usedAt: null } }) };
  const secret = user.totpSecret && decryptFor(user.id, user.totpSecret);
  return secret ? { state: "waits", secret, address: totpAddress(secret, user.name) } : { state: "off" };
}
