import { z } from "zod";
import { codeSchema } from "./second-factor/schema.ts";

/** Where a request comes from, as far as it is known. `browserId`: a browser in which somebody has signed in before. */
export type Client = { userAgent: string | null; address: string | null; browserId: string | null };
export const noClient: Client = { userAgent: null, address: null, browserId: null };

/** What a use case hands over once, and keeps as a hash, or encrypted where it must use it itself. */
export type ShownOnce = { shownOnce: { title: string; lines: string[] } };

/** NIST SP 800-63B-4 §3.1.1.2: at least 15 characters where the password is the only factor, no rules of composition. */
const newPassword = z
  .string()
  .min(15, "Use at least 15 characters; several words make a good password.")
  .max(256, "Use at most 256 characters.");

export const logInSchema = z.object({
  name: z.string().trim().toLowerCase().min(1, "Enter your user name.").max(128, "User names have at most 128 characters."),
  password: z.string().min(1, "Enter your password.").max(256, "Passwords have at most 256 characters."),
  /** Where to go afterwards; anything but a path of our own is ignored. */
  callbackUrl: z.string().optional(),
});
export type LogIn = z.infer<typeof logInSchema>;

export const changePasswordSchema = z
  .object({ currentPassword: z.string().min(1, "Enter your present password.").max(256), newPassword, repeatedPassword: z.string() })
  .refine((input) => input.newPassword === input.repeatedPassword, { path: ["repeatedPassword"], message: "Differs from the new password above." })
  .refine((input) => input.newPassword !== input.currentPassword, { path: ["newPassword"], message: "Choose one that differs from the present password." });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

export const logInCodeSchema = z.object({ code: codeSchema, callbackUrl: z.string().optional() });

export const confirmIdentitySchema = z.object({
  password: z.string().min(1, "Enter your password.").max(256),
  code: codeSchema.optional(),
  callbackUrl: z.string().optional(),
});
