import { z } from "zod";
import { pageNumber } from "#lib/pages.ts";

/** The form that holds a build, or releases it. */
export const holdSchema = z.object({
  buildId: z.uuid("This is not the id of a build."),
  reason: z.string().trim().min(3, "Say why: others have to decide on it later.").max(500, "Use at most 500 characters."),
});
export type Hold = z.output<typeof holdSchema>;

const days = z.coerce.number("Write the days in digits.").int("Write whole days.").min(1, "Keep builds for a day at least.").max(36_500, "Keep builds for 36500 days at most.");

/** The form that says how long the builds of an image are kept. */
export const keepForSchema = z.object({ imageName: z.string().min(1, "Name the image.").max(100), days, expectedDays: days });
export type KeepFor = z.output<typeof keepForSchema>;

/** For how many days ahead the page looks; `after` is the image behind which the table of space begins. */
export const horizons = ["7", "30", "90", "365"] as const;
export const retentionViewSchema = z.object({ days: z.enum(horizons).catch("30"), image: z.string().max(100).catch(""), page: pageNumber });
export type RetentionView = z.output<typeof retentionViewSchema>;

/** A build whose files will go, and what that frees. */
export type ExpiringBuild = { buildId: string; image: string; version: string; expiresAt: Date; sizeBytes: number };

/** A build that is kept beyond its time. Holds of earlier releases of the product have no reason. */
export type HeldBuild = ExpiringBuild & { reason: string | null; heldBy: string | null; heldAt: Date | null };

/** What the files of an image take in storage: image and configuration of builds whose bytes are not removed. */
export type ImageSpace = { image: string; retentionDays: number; builds: number; sizeBytes: number; heldBytes: number; pinnedBytes: number; dueBytes: number };
