import { z } from "zod";
import { pageNumber } from "#lib/pages.ts";
import { isTimeZone, problemOfCron } from "./plan.ts";

const yes = z.string().optional().transform((value) => value === "on");
const reason = z.string().trim().min(1, "Say why: others will read it.").max(300, "Use at most 300 characters.");
/** What `datetime-local` sends, `2026-11-26T02:30`; read as UTC, which the form says. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Give day and time, such as 2026-11-26T02:30 (UTC).")
  .transform((text, context) => {
    const at = new Date(`${text}:00Z`);
    if (Number.isNaN(at.getTime())) context.addIssue({ code: "custom", message: "There is no such day." });
    return at;
  });

/** The form of a plan. `intent: preview` shows what it would do and changes nothing. */
export const editScheduleSchema = z.object({
  imageName: z.string().min(1, "Choose an image.").max(100),
  /** The revision that the form was made from; 0 where there was no plan. */
  revision: z.coerce.number("Reload the page.").int("Reload the page.").min(0, "Reload the page."),
  cron: z
    .string()
    .trim()
    .max(100, "Use at most 100 characters.")
    .transform((text) => text.replaceAll(/\s+/g, " "))
    .superRefine((cron, context) => {
      const problem = problemOfCron(cron);
      if (problem) context.addIssue({ code: "custom", message: problem });
    }),
  timeZone: z.string().trim().max(60).refine(isTimeZone, 'Use an IANA name, such as "UTC" or "Europe/Berlin".'),
  jitterMinutes: z.coerce.number("Use a number of minutes.").int("Use whole minutes.").min(0, "Use 0 to 120 minutes.").max(120, "Use 0 to 120 minutes."),
  onlyWhenChanged: yes,
  isOn: yes,
  intent: z.enum(["save", "preview"]).default("save"),
});
export type EditSchedule = z.output<typeof editScheduleSchema>;

export const pauseSchema = z.object({ reason, until: z.union([z.literal("").transform(() => null), moment]).optional().transform((at) => at ?? null) });
export const resumeSchema = z.object({ pauseId: z.uuid("Reload the page.") });
export const addWindowSchema = z
  .object({ startsAt: moment, endsAt: moment, reason })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ["endsAt"], message: "Ends before it begins." });
export const removeWindowSchema = z.object({ windowId: z.uuid("Reload the page.") });

/** `?q=Debian&page=2&before=ID`: what the names of the images hold, which page of their plans, and the night behind which the past begins. */
export const scheduleViewSchema = z.object({ q: z.string().trim().max(100).catch(""), page: pageNumber, before: z.uuid().optional().catch(undefined) });
export type ScheduleView = z.output<typeof scheduleViewSchema>;

export type ScheduleRunState = "queued" | "skipped" | "missed";

/** One image with its plan; `schedule` is null where it has none. */
export type ScheduleRow = {
  imageName: string;
  schedule: { cron: string; timeZone: string; jitterMinutes: number; onlyWhenChanged: boolean; isOn: boolean; revision: number; editedAt: Date | null; editedByName: string | null } | null;
  words: string | null;
  nextAt: Date | null;
  last: { plannedFor: Date; state: ScheduleRunState; reason: string; build: { version: string; status: string } | null } | null;
};

export type PauseRow = { id: string; reason: string; until: Date | null; pausedByName: string; pausedAt: Date };
export type WindowRow = { id: string; startsAt: Date; endsAt: Date; reason: string; createdByName: string };
/** One night of one image in the calendar; `obstacle` says why it will not be built as things stand. */
export type PlannedNight = { imageName: string; startsAt: Date; obstacle: string | null };
export type CalendarDay = { day: Date; nights: PlannedNight[] };
export type RunRow = { id: string; imageName: string; plannedFor: Date; decidedAt: Date; state: ScheduleRunState; reason: string; build: { version: string; status: string } | null };

/** What the form of a plan gets back. */
export type SchedulePreview = { words: string; timeZone: string; next: string[] };
