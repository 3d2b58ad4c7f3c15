"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { retryBuild } from "#lib/builds/retry/mutations.ts";
import { cancelBuildSchema } from "../schema.ts";

export const goOnWithBuild = adminAction({ permission: "build:trigger", schema: cancelBuildSchema }, retryBuild);
