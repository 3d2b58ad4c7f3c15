import { createHash, randomBytes } from "node:crypto";
import { portalSecret } from "../cookie.ts";

/**
 * The pair with which next-auth accepts a POST as coming from our own pages: the token for the form and the value of its cookie,
 * `TOKEN|SHA256(TOKEN SECRET)`, as its version 4 makes it. With it a plain link can begin the log-in, without a script.
 */
export function makeCsrfPair(): { token: string; cookie: string } {
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${createHash("sha256").update(`${token}${portalSecret()}`).digest("hex")}` };
}
