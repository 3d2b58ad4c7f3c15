import { z } from "zod";

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
