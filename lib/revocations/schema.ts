import { z } from "zod";

/** The closed list of reasons for which a build is withdrawn. */
export const revocationReasons = ["vulnerability", "defect", "compromised_key", "licensing", "wrong_content", "other"] as const;
export const severities = ["low", "medium", "high", "critical"] as const;

const version = z.string().regex(/^[0-9]{8}-[1-9][0-9]{0,5}$/, "A version looks like 20261123-1.");
const optionalVersion = z.union([z.literal("").transform(() => undefined), version]).optional();

/**
 * The form that revokes a build. `replacementVersion` is what its users should take instead; `successorVersion` is what
 * `latest` becomes when it was this build, or `none` to leave it empty with a notice. Nothing is chosen by itself.
 * `expectedLatestVersion` is what the person saw as `latest`; empty: nothing.
 */
export const revokeSchema = z.object({
  imageName: z.string().min(1, "Name the image.").max(100),
  version,
  reason: z.enum(revocationReasons, "Choose a reason from the list."),
  severity: z.enum(severities, "Choose how bad it is."),
  explanation: z.string().trim().min(10, "Say in a sentence or two what is wrong: customers read it.").max(2000, "Use at most 2000 characters."),
  replacementVersion: optionalVersion,
  successorVersion: z.union([z.literal("").transform(() => undefined), z.literal("none"), version]).optional(),
  expectedLatestVersion: z.union([z.literal("").transform(() => null), z.null(), version]).optional(),
});
export type Revoke = z.infer<typeof revokeSchema>;

/** A revocation in a list, with what is latest of its image today. */
export type RevocationRow = {
  image: string;
  version: string;
  reason: (typeof revocationReasons)[number];
  severity: (typeof severities)[number];
  explanation: string;
  at: Date;
  by: string;
  replacementVersion: string | null;
  latestVersion: string | null;
};
