import { z } from "zod";
import type { Role } from "#prisma/generated/enums.ts";

const displayName = z.string().trim().min(1, "Enter the name that others see.").max(128, "Use at most 128 characters.");
const email = z.union([z.literal(""), z.email("This is not an e-mail address.").max(254)]).optional().transform((text) => text || null);

/** What one user may do; each role holds the ones before it. */
export const roleChoices = ["none", "viewer", "operator", "releaser", "admin"] as const;
const role = z.enum(roleChoices, "Choose a role.");

export const createUserSchema = z.object({
  name: z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@-]{0,127}$/, "Use letters, digits, dots, hyphens, underscores and @, beginning with a letter or digit."),
  displayName,
  email,
  role,
});
export type CreateUser = z.output<typeof createUserSchema>;

const userId = z.uuid("This is not the id of a user.");
export const editUserSchema = z.object({ userId, displayName, email, role });
export type EditUser = z.output<typeof editUserSchema>;

export const userSchema = z.object({ userId });
export const enableUserSchema = z.object({ userId, enabled: z.enum(["yes", "no"]) });

/** One user in a list. */
export type UserRow = {
  id: string;
  name: string;
  displayName: string;
  email: string | null;
  roles: Role[];
  isOidc: boolean;
  hasSecondFactor: boolean;
  mustChangePassword: boolean;
  disabledAt: Date | null;
  lockedUntil: Date | null;
  lastSeenAt: Date | null;
  sessions: number;
};

/** `?q=jane&after=NAME`: what the user name, name or e-mail holds, and behind whom the list begins. */
export const userListViewSchema = z.object({ q: z.string().trim().max(128).catch(""), after: z.string().max(128).catch("") });
export type UserListView = z.output<typeof userListViewSchema>;
