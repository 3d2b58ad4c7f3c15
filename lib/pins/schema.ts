import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";

const dayMs = 86_400_000;
/** A pin costs the space of its build, so it ends by itself: after so many days at most. */
export const longestPinDays = 1_826;

/** The form, and the body of the API, that notes who stays with which build. `until` is the last day, in UTC. */
export const pinSchema = z.object({
  imageName: z.string().min(1, "Name the image.").max(100),
  version: versionSchema,
  client: z.string().trim().min(1, "Say who is pinned: a customer, a team, a system.").max(100, "Use at most 100 characters."),
  contact: z.string().trim().min(1, "Say how to reach them before the build goes.").max(200, "Use at most 200 characters."),
  until: z.iso
    .date("Write the last day as 2027-06-30.")
    .transform((day) => new Date(`${day}T23:59:59.999Z`))
    .refine((until) => until.getTime() > Date.now(), "This day is over. Choose a later one.")
    .refine((until) => until.getTime() < Date.now() + longestPinDays * dayMs, "Choose a day within five years; a pin can be made again."),
});
export type Pin = z.output<typeof pinSchema>;

/** The body of the same request of the API. */
export const pinBodySchema = pinSchema.omit({ imageName: true });

export const endPinSchema = z.object({ pinId: z.uuid("This is not the id of a pin.") });

/** Who stays with which build, while the pin counts. */
export type PinRow = { id: string; image: string; version: string; client: string; contact: string; until: Date; pinnedBy: string; createdAt: Date };
