import { z } from "zod";

/** `waits`: made, but not yet confirmed by a first code. `elsewhere`: the provider of the log-in looks after it. */
export type SecondFactor =
  | { state: "off" | "elsewhere" }
  | { state: "waits"; secret: string; address: string }
  | { state: "on"; since: Date; codesLeft: number };

/** Six digits from an authenticator, or a recovery code. */
export const codeSchema = z.string().trim().min(6, "Enter the six digits, or a recovery code.").max(40, "This is too long for a code.");

export const confirmSecondFactorSchema = z.object({ code: codeSchema });
export const nothingSchema = z.object({});
