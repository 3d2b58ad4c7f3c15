import { z } from "zod";

export const policies = ["manual", "automatic"] as const;
const nights = z.coerce.number("Write the nights in digits.").int("Write whole nights.").min(0, "Choose 0 nights or more.").max(90, "Choose 90 nights at most.");
const policy = z.enum(policies, "Choose who promotes.");

/** The form that sets who promotes the builds of an image. `expected…` is what the person saw. */
export const setPolicySchema = z.object({ imageName: z.string().min(1, "Name the image.").max(100), policy, nights, expectedPolicy: policy, expectedNights: nights });
export type SetPolicy = z.output<typeof setPolicySchema>;

/** What keeps a policy from promoting at this moment. */
export type PolicyObstacle = "manual" | "two-releasers" | "blocked" | "asked" | "rolling-out";

/** What a person reads of each obstacle. */
export const obstacleText: Record<PolicyObstacle, string> = {
  manual: "People promote.",
  "two-releasers": "It rests, because two releasers are needed.",
  blocked: "It waits until the open blockers are resolved.",
  asked: "It waits until the promotion that somebody has asked for is decided.",
  "rolling-out": "It waits until the staged rollout is over.",
};

/** One image with its policy and how far it has come. */
export type PolicyRow = { image: string; policy: (typeof policies)[number]; nights: number; goodNights: number; retentionDays: number; obstacle: PolicyObstacle | null };
