import { db } from "#lib/db.ts";
import type { Role } from "#prisma/generated/enums.ts";

/** A guarded action with a form that would succeed, for the table of roles and actions. */
export type Row = {
  act: (previous: unknown, form: FormData) => Promise<unknown>;
  /** The weakest role that may, and the one below it. */
  role: Role;
  tooWeak: Role | null;
  fields: () => Record<string, string>;
  /** What has to be so before it can succeed. */
  before?: () => Promise<unknown>;
  dangerous?: true;
  /** Takes no field, so that no form is wrong. */
  takesNothing?: true;
  silent?: true;
};

type Actions = typeof import("./schedule/actions.ts");
type NotificationActions = typeof import("./notifications/actions.ts");

const endPauses = () => db.factoryPause.updateMany({ where: { resumedAt: null }, data: { resumedAt: new Date(), resumedByName: "test" } });
const operators = { role: "operator", tooWeak: "viewer" } as const;

/** The rows of the schedule; `image` names the image of the present test. */
export function scheduleRows(actions: Actions, image: () => string): Record<string, Row> {
  const ids = { pause: crypto.randomUUID() as string, window: crypto.randomUUID() as string };
  const paused = async () => {
    await endPauses();
    ids.pause = (await db.factoryPause.create({ data: { reason: "x", pausedByName: "test" } })).id;
  };
  const planned = async () => {
    ids.window = (await db.maintenanceWindow.create({ data: { startsAt: new Date(), endsAt: new Date(Date.now() + 60_000), reason: "x", createdByName: "test" } })).id;
  };
  return {
    savePlan: { act: actions.savePlan, role: "admin", tooWeak: "releaser", fields: () => ({ imageName: image(), revision: "0", cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: "15", isOn: "on" }) },
    pauseBuilds: { act: actions.pauseBuilds, ...operators, fields: () => ({ reason: "moving", until: "" }), before: endPauses },
    resumeBuilds: { act: actions.resumeBuilds, ...operators, fields: () => ({ pauseId: ids.pause }), before: paused },
    addMaintenance: { act: actions.addMaintenance, ...operators, fields: () => ({ startsAt: "2036-01-01T00:00", endsAt: "2036-01-02T00:00", reason: "storage" }) },
    removeMaintenance: { act: actions.removeMaintenance, ...operators, fields: () => ({ windowId: ids.window }), before: planned },
  };
}

/** The rows of the notifications. */
export function notificationRows(actions: NotificationActions): Record<string, Row> {
  const admins = { role: "admin", tooWeak: "releaser" } as const;
  const ids = { subscription: crypto.randomUUID() as string, delivery: crypto.randomUUID() as string };
  const webhook = { kind: "webhook", name: "Ops", target: "https://hooks.example/x", "event:promoted": "on", images: "" };
  const seen = () => ({ subscriptionId: ids.subscription, revision: "1" });
  const subscribed = async () => {
    const data = { kind: "webhook", name: "Ops", target: "https://hooks.example/x", events: ["promoted"], secret: "v1.x", editedByName: "test" } as const;
    ids.subscription = (await db.notificationSubscription.create({ data: { ...data, events: [...data.events] } })).id;
    ids.delivery = (await db.notificationDelivery.create({ data: { subscription: { connect: { id: ids.subscription } }, event: { create: { kind: "test", data: {} } } } })).id;
  };
  return {
    subscribe: { act: actions.subscribe, ...admins, dangerous: true, fields: () => webhook },
    changeSubscription: { act: actions.changeSubscription, ...admins, dangerous: true, fields: () => ({ ...webhook, ...seen(), isOn: "on" }), before: subscribed },
    renewSecret: { act: actions.renewSecret, ...admins, dangerous: true, fields: seen, before: subscribed },
    unsubscribe: { act: actions.unsubscribe, ...admins, dangerous: true, fields: seen, before: subscribed },
    testSubscription: { act: actions.testSubscription, ...admins, fields: () => ({ subscriptionId: ids.subscription }), before: subscribed },
    repeatDelivery: { act: actions.repeatDelivery, ...admins, fields: () => ({ deliveryId: ids.delivery }), before: subscribed },
  };
}

/** What these actions could have changed. */
export async function planningState() {
  return { subscriptions: await db.notificationSubscription.findMany({ select: { revision: true } }), deliveries: await db.notificationDelivery.count(), plans: await db.schedule.count(), pauses: await db.factoryPause.count({ where: { resumedAt: null } }), windows: await db.maintenanceWindow.count() };
}

/** The rows of the clouds. */
export function cloudRows(actions: typeof import("./clouds/actions.ts")): Record<string, Row> {
  const before = () => db.cloud.upsert({ where: { name: "otc" }, create: { name: "otc", driftPolicy: "repair" }, update: { driftOverride: null } });
  const operators = { role: "operator", tooWeak: "viewer", before, fields: () => ({ cloud: "otc" }) } as const;
  return {
    reconcileCloud: { act: actions.reconcileCloud, ...operators },
    planCloud: { act: actions.planCloud, ...operators },
    chooseDrift: { act: actions.chooseDrift, role: "admin", tooWeak: "releaser", fields: () => ({ cloud: "otc", drift: "report", expected: "file" }), before },
  };
}
