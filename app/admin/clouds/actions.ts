"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { askForLook, askForPlan, decideDrift } from "#lib/registrations/control/mutations.ts";
import { cloudSchema, driftSchema } from "#lib/registrations/control/schema.ts";

export const reconcileCloud = adminAction({ permission: "cloud:reconcile", schema: cloudSchema }, askForLook);

export const planCloud = adminAction({ permission: "cloud:reconcile", schema: cloudSchema }, askForPlan);

export const chooseDrift = adminAction({ permission: "setting:manage", schema: driftSchema }, decideDrift);
