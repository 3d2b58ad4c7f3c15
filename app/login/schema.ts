import { z } from "zod";

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().optional().catch(undefined));
export const logInQuerySchema = z.object({ callbackUrl: one, error: one });

/** What a person reads of the `error` with which a log-in came back; the codes in capitals are next-auth's. */
const texts: Record<string, string> = {
  "no-role": "The provider knows you, but gives you no role here. Ask an admin of this portal.",
  disabled: "Your account here is disabled. Ask an admin of this portal.",
  "code-late": "The code came too late. Enter user name and password once more.",
  "other-site": "The log-in was begun by another site. Begin it here.",
  OAuthSignin: "The provider cannot be reached at this moment. Try again, or sign in with a password.",
  OAuthCallback: "The provider did not sign you in. Try again.",
};

export function errorText(error: string): string {
  return texts[error] ?? "You were not signed in. Check user name and password and try again.";
}
