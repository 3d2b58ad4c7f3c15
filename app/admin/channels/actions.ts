"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { setPolicy } from "#lib/channels/policy/mutations.ts";
import { setPolicySchema } from "#lib/channels/policy/schema.ts";
import { endPin, pinClient } from "#lib/pins/mutations.ts";
import { endPinSchema, pinSchema } from "#lib/pins/schema.ts";
import { abortRollout, pauseRollout, resumeRollout, startRollout } from "#lib/rollouts/mutations.ts";
import { abortRolloutSchema, rolloutSchema, startRolloutSchema } from "#lib/rollouts/schema.ts";

export const changePolicy = adminAction({ permission: "setting:manage", schema: setPolicySchema, dangerous: true }, setPolicy);

export const pinBuild = adminAction({ permission: "build:hold", schema: pinSchema }, (actor, input) => pinClient(actor, input));

export const unpinBuild = adminAction({ permission: "build:hold", schema: endPinSchema }, endPin);

export const beginRollout = adminAction({ permission: "channel:promote", schema: startRolloutSchema }, (actor, input) => startRollout(actor, input));

export const holdRollout = adminAction({ permission: "channel:promote", schema: rolloutSchema }, (actor, input) => pauseRollout(actor, input));

export const continueRollout = adminAction({ permission: "channel:promote", schema: rolloutSchema }, (actor, input) => resumeRollout(actor, input));

export const endRollout = adminAction({ permission: "channel:promote", schema: abortRolloutSchema }, (actor, input) => abortRollout(actor, input));
