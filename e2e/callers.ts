import { encode } from "next-auth/jwt";
import { sealId } from "#lib/auth/cookie.ts";
import { query } from "./factory.ts";
import { builtActions, callAction } from "./http.ts";
import { insertUser, openSession, useFactorySecret, type RoleName } from "./people.ts";

export const roles: readonly RoleName[] = ["viewer", "operator", "releaser", "admin"];

/** Somebody who calls. `standing`: the strongest role that counts at this moment, or why none does. */
export type Caller = { title: string; cookie: string | null; standing: RoleName | "stranger" | "no role" | "one-time password"; /** has not proved for long who they are */ isLongAgo?: true };

const cookieOf = (value: string) => `imagefactory-session=${value}`;
const run = Date.now().toString(36);
let made = 0;

/** A person of these stories with a log-in of their own. */
export async function enterAs(role: RoleName | null): Promise<{ userId: string; name: string; sessionId: string; cookie: string }> {
  const name = `http-${run}-${++made}`;
  const userId = await insertUser(name, role);
  return { userId, name, ...(await openSession(userId)) };
}

/** Everybody who could knock: all roles, and everybody who looks like an admin and is none, or no longer. */
export async function gatherCallers(): Promise<Caller[]> {
  const stranger = (title: string, cookie: string | null): Caller => ({ title, cookie, standing: "stranger" });
  /** An admin to whose log-in or account something has happened since. */
  const former = async (change: string, of: "sessions" | "users" | "user_roles") => {
    const { cookie, sessionId, userId } = await enterAs("admin");
    await query(`${change} where ${of === "sessions" ? "id" : of === "users" ? "id" : "user_id"} = $1`, [of === "sessions" ? sessionId : userId]);
    return cookie;
  };
  const genuine = await enterAs("admin");
  const secret = useFactorySecret();
  const seal = (sealedWith: string, maxAge: number) => encode({ token: { sessionId: genuine.sessionId }, secret: sealedWith, maxAge });
  const value = genuine.cookie.slice(cookieOf("").length);
  const middle = Math.floor(value.length / 2);
  const signedOut = await enterAs("admin");
  await callAction(builtActions().find(({ name }) => name === "signOut")!, { cookie: signedOut.cookie });

  const known = await Promise.all(roles.map(async (role): Promise<Caller> => ({ title: role, cookie: (await enterAs(role)).cookie, standing: role })));
  return [
    stranger("no cookie", null),
    stranger("made up", cookieOf("x.y.z")),
    stranger("a session's id in the clear", cookieOf(genuine.sessionId)),
    stranger("sealed with another secret", cookieOf(await seal("another secret that is long enough too", 3600))),
    stranger("one letter changed", cookieOf(`${value.slice(0, middle)}${value[middle] === "A" ? "B" : "A"}${value.slice(middle + 1)}`)),
    stranger("sealed for the second factor", cookieOf(await sealId("second-factor", genuine.sessionId))),
    stranger("sealed too long ago", cookieOf(await seal(secret, -60))),
    stranger("session over", await former("update sessions set created_at = now() - interval '13 hours', expires_at = now() - interval '1 second'", "sessions")),
    stranger("session ended by an admin", await former("update sessions set revoked_at = now()", "sessions")),
    stranger("signed out, cookie replayed", signedOut.cookie),
    stranger("shut out", await former("update users set disabled_at = now()", "users")),
    { title: "one-time password", cookie: await former("update users set must_change_password = true", "users"), standing: "one-time password" },
    { title: "role taken away", cookie: await former("delete from user_roles", "user_roles"), standing: "no role" },
    ...known,
    { title: "admin, long ago", cookie: await former("update sessions set authenticated_at = now() - interval '16 minutes'", "sessions"), standing: "admin", isLongAgo: true },
  ];
}

/** Whether somebody of this standing has at least that role. */
export const holds = ({ standing }: Pick<Caller, "standing">, least: RoleName) => roles.indexOf(standing as RoleName) >= roles.indexOf(least);

/** A table of marks for the log: one row per thing, one column per caller. */
export function printMarks(title: string, callers: Pick<Caller, "title">[], rows: { title: string; marks: string[] }[]): void {
  const width = Math.max(...rows.map((row) => row.title.length));
  const legend = callers.map((caller, n) => `  ${String.fromCodePoint(97 + n)}  ${caller.title}`);
  const head = `${" ".repeat(width)}  ${callers.map((_caller, n) => String.fromCodePoint(97 + n)).join(" ")}`;
  console.log([`\n${title}`, ...legend, "", head, ...rows.map((row) => `${row.title.padEnd(width)}  ${row.marks.join(" ")}`), ""].join("\n"));
}
