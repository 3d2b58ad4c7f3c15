"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { hold, keepFor, release } from "#lib/retention/mutations.ts";
import { holdSchema, keepForSchema } from "#lib/retention/schema.ts";

export const holdBuild = adminAction({ permission: "build:hold", schema: holdSchema }, hold);

export const releaseBuild = adminAction({ permission: "build:hold", schema: holdSchema }, release);

export const changeRetention = adminAction({ permission: "setting:manage", schema: keepForSchema, dangerous: true }, keepFor);
