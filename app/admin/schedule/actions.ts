"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { keepTyped } from "#lib/auth/forms.ts";
import { editSchedule } from "#lib/schedule/mutations.ts";
import { addWindow, pauseFactory, removeWindow, resumeFactory } from "#lib/schedule/obstacles/mutations.ts";
import { addWindowSchema, editScheduleSchema, pauseSchema, removeWindowSchema, resumeSchema } from "#lib/schedule/schema.ts";

export const savePlan = keepTyped(adminAction({ permission: "schedule:edit", schema: editScheduleSchema }, editSchedule), (form) => form.get("intent") === "preview");

export const pauseBuilds = adminAction({ permission: "schedule:pause", schema: pauseSchema }, pauseFactory);

export const resumeBuilds = adminAction({ permission: "schedule:pause", schema: resumeSchema }, resumeFactory);

export const addMaintenance = adminAction({ permission: "schedule:pause", schema: addWindowSchema }, addWindow);

export const removeMaintenance = adminAction({ permission: "schedule:pause", schema: removeWindowSchema }, removeWindow);
