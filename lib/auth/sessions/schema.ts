import { z } from "zod";

export const endSessionSchema = z.object({ sessionId: z.uuid("This is not the id of a session.") });

/** One log-in in a list; `isThis`: the one that the reader uses. */
export type SessionRow = {
  id: string;
  userName: string;
  method: "password" | "second_factor" | "oidc";
  userAgent: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
};
