import { recordAudit, type Act } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import { messageOf } from "#lib/errors.ts";
import { createLogger } from "#lib/log.ts";
import { systemActor } from "../actor.ts";
import { failuresToSay } from "./limit.ts";

const log = createLogger("log-in");

/** What did not fit: at the log-in the password or the code, later the password of who has to prove once more who they are. */
export type FailedWith = "password" | "code" | "password-again" | "code-again";

/**
 * Leaves a row of a failed attempt at a name. For a name that somebody has each one is recorded: the lock-out lets few through.
 * Other names are recorded once a minute at most, with their number and without what was typed, which may be a password. The
 * answer to the attempt does not wait for it, so that its time does not tell who exists.
 */
export function recordFailure(user: { id: string } | null, failedWith: FailedWith, address: string | null): void {
  if (user) return write({ objectId: user.id, after: { with: failedWith, address } });
  const failures = failuresToSay("unknown");
  if (failures > 0) write({ objectId: "unknown", after: { with: failedWith, address, failures } });
}

/** Leaves a row of somebody whom the provider knows and the portal does not let in; once a minute each. */
export function recordOidcRefusal({ issuer, subject, why, userId, address }: { issuer: string; subject: string; why: string; userId: string | null; address: string | null }): void {
  const failures = failuresToSay(`${issuer} ${subject}`);
  if (failures > 0) write({ objectId: userId ?? "unknown", after: { with: "provider", issuer, subject, why, address, failures } });
}

function write(act: Pick<Act, "objectId" | "after">): void {
  recordAudit(db, systemActor("log-in"), { action: "user.log-in-fail", objectKind: "user", ...act }).catch((error: unknown) => log.error({ error: messageOf(error) }, "a failed log-in could not be recorded"));
}
