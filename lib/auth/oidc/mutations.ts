import { createHash } from "node:crypto";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { userActor } from "../actor.ts";
import { recordOidcRefusal } from "../failures/mutations.ts";
import type { Client } from "../schema.ts";
import { createSession, endSessionsOf } from "../sessions/mutations.ts";
import { authTimeOf, nameFromClaims, rolesFromClaims } from "./rules.ts";

export type OidcFailure = "no-role" | "disabled";
export type OidcLogIn = {
  issuer: string;
  subject: string;
  /** The claims of the ID token, whose signature, issuer, audience and nonce have been checked. */
  claims: Record<string, unknown>;
  roles: { claim: string; mapping?: string | undefined };
};

/**
 * Opens a session for who comes from the provider. A person is their issuer and subject, never their name or e-mail address: a
 * provider that lets people choose those could otherwise hand over somebody else's account. Their roles are what the provider
 * says at each log-in; without any there is no session, and those that they still had end.
 */
export async function logInWithOidc({ issuer, subject, claims, roles: where }: OidcLogIn, client: Omit<Client, "browserId">): Promise<Outcome<{ sessionId: string }, OidcFailure>> {
  const roles = rolesFromClaims(claims, where);
  const refused = (why: OidcFailure, userId: string | null) => recordOidcRefusal({ issuer, subject, why, userId, address: client.address });
  return db.$transaction(async (tx) => {
    const key = { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } };
    const known = await tx.user.findUnique({ where: key, select: { id: true, disabledAt: true } });
    if (known?.disabledAt) {
      refused("disabled", known.id);
      return { ok: false, code: "disabled", message: "Your account here is disabled." };
    }
    if (roles.length === 0) {
      if (known) await endSessionsOf(tx, known.id);
      refused("no-role", known?.id ?? null);
      return { ok: false, code: "no-role", message: "The provider gives you no role here." };
    }
    const id = known?.id ?? (await createOidcUser(tx, { issuer, subject, claims }));
    await setRoles(tx, id, roles);
    const displayName = typeof claims["name"] === "string" && claims["name"].trim() ? claims["name"].trim().slice(0, 128) : undefined;
    const email = typeof claims["email"] === "string" ? claims["email"].slice(0, 254) : undefined;
    const user = await tx.user.update({ where: { id }, data: { displayName, email }, select: { id: true, name: true, roles: { select: { role: true } } } });
    const sessionId = await createSession(tx, { userId: id, method: "oidc", authenticatedAt: authTimeOf(claims) }, client);
    await recordAudit(tx, userActor(user), { action: "user.log-in", objectKind: "user", objectId: id, after: { sessionId, method: "oidc", issuer, roles } });
    return { ok: true, value: { sessionId } };
  });
}

async function createOidcUser(tx: Transaction, { issuer, subject, claims }: Pick<OidcLogIn, "issuer" | "subject" | "claims">): Promise<string> {
  const wanted = nameFromClaims(claims, subject);
  // Somebody else may have the name: then it is told apart by a part of the hash of who this is.
  const own = `${wanted}-${createHash("sha256").update(`${issuer} ${subject}`).digest("hex").slice(0, 8)}`;
  const isTaken = (await tx.user.count({ where: { name: wanted } })) > 0;
  const name = isTaken ? own : wanted;
  const { id } = await tx.user.create({ data: { name, displayName: name, oidcIssuer: issuer, oidcSubject: subject }, select: { id: true } });
  return id;
}

async function setRoles(tx: Transaction, userId: string, roles: Role[]): Promise<void> {
  await tx.userRole.deleteMany({ where: { userId, role: { notIn: roles } } });
  await tx.userRole.createMany({ data: roles.map((role) => ({ userId, role })), skipDuplicates: true });
}
