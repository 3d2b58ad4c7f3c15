import { z } from "zod";
import type { Permission } from "../rules.ts";

/** What a token can be good for, with what a person reads of it. More than its owner may do, a token never may. */
export const tokenScopes = {
  "build:trigger": "Trigger builds",
  "build:cancel": "Cancel builds",
  "channel:promote": "Promote builds to latest",
  "build:hold": "Pin clients to builds",
} as const satisfies Partial<Record<Permission, string>>;
export type TokenScope = keyof typeof tokenScopes;
export const scopeNames = Object.keys(tokenScopes) as TokenScope[];

/** For how long a token can be good, in days. */
export const tokenDays = ["7", "30", "90", "365"] as const;

// A form has a field for each box that is ticked: `scope:build:trigger`.
const collectScopes = (input: unknown) =>
  typeof input === "object" && input !== null ? { ...input, scopes: Object.keys(input).flatMap((key) => (key.startsWith("scope:") ? [key.slice("scope:".length)] : [])) } : input;

export const createTokenSchema = z.preprocess(
  collectScopes,
  z.object({
    name: z.string().trim().min(1, "Name what the token is for.").max(100, "Use at most 100 characters."),
    days: z.enum(tokenDays, "Choose how long the token is good.").transform(Number),
    scopes: z.array(z.enum(scopeNames, "There is no such scope.")).min(1, "Choose at least one thing that the token may do."),
  }),
);
export type CreateToken = z.output<typeof createTokenSchema>;

export const revokeTokenSchema = z.object({ tokenId: z.uuid("This is not the id of a token.") });

/** One token in a list. */
export type TokenRow = {
  id: string;
  name: string;
  owner: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** `?after=ID`: the token behind which the list begins. */
export const tokenListViewSchema = z.object({ after: z.uuid().optional().catch(undefined) });
