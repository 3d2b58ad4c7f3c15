"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { sendAgain } from "#lib/notifications/deliveries/mutations.ts";
import { addSubscription, editSubscription, removeSubscription, rotateSecret, sendTest } from "#lib/notifications/mutations.ts";
import { addSubscriptionSchema, deliverySchema, editSubscriptionSchema, seenSubscriptionSchema, subscriptionSchema } from "#lib/notifications/schema.ts";

// Where news of the factory go is a matter of trust: who changes it proves once more who they are.

export const subscribe = adminAction({ permission: "notification:manage", schema: addSubscriptionSchema, dangerous: true }, addSubscription);

export const changeSubscription = adminAction({ permission: "notification:manage", schema: editSubscriptionSchema, dangerous: true }, editSubscription);

export const renewSecret = adminAction({ permission: "notification:manage", schema: seenSubscriptionSchema, dangerous: true }, rotateSecret);

export const unsubscribe = adminAction({ permission: "notification:manage", schema: seenSubscriptionSchema, dangerous: true }, removeSubscription);

export const testSubscription = adminAction({ permission: "notification:manage", schema: subscriptionSchema }, sendTest);

export const repeatDelivery = adminAction({ permission: "notification:manage", schema: deliverySchema }, sendAgain);
