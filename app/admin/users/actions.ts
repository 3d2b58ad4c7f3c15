"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { removeSecondFactor } from "#lib/auth/second-factor/mutations.ts";
import { createUser, editUser, enableUser, endUserSessions, resetPassword } from "#lib/auth/users/mutations.ts";
import { createUserSchema, editUserSchema, enableUserSchema, userSchema } from "#lib/auth/users/schema.ts";
import { setSecondReleaser } from "#lib/channels/requests/mutations.ts";
import { secondReleaserSchema } from "#lib/channels/requests/schema.ts";

export const makeUser = adminAction({ permission: "user:manage", schema: createUserSchema, dangerous: true }, createUser);

export const changeUser = adminAction({ permission: "user:manage", schema: editUserSchema, dangerous: true }, editUser);

export const switchUser = adminAction({ permission: "user:manage", schema: enableUserSchema, dangerous: true }, enableUser);

export const giveOneTimePassword = adminAction({ permission: "user:manage", schema: userSchema, dangerous: true }, resetPassword);

export const takeSecondFactor = adminAction({ permission: "user:manage", schema: userSchema, dangerous: true }, removeSecondFactor);

export const endSessionsOfUser = adminAction({ permission: "user:manage", schema: userSchema }, endUserSessions);

export const switchSecondReleaser = adminAction({ permission: "setting:manage", schema: secondReleaserSchema, dangerous: true }, setSecondReleaser);
