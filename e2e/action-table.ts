import type { RoleName } from "./people.ts";

/**
 * Who may call an action, told once more and apart from lib/auth/rules.ts, so that a wrong rule there is found here. `fields` is a
 * form that gets through to the use case and changes nothing, `answer` the code that it then ends with.
 */
export type ActionRow = {
  least: RoleName | "anybody" | "signed in";
  fields: Record<string, string>;
  answer: string;
  /** Needs a recent proof of identity; instead of true a form that would succeed with one, where `fields` is refused before that. */
  dangerous?: true | Record<string, string>;
};

const unknownId = "00000000-0000-4000-8000-000000000000";
const image = "Standard_None";
const version = "20260101-1";
const seen = { revision: "1" };
const nobody = { userId: unknownId };
const subscription = { subscriptionId: unknownId, ...seen };
const webhook = { kind: "webhook", name: "Ops", target: "https://hooks.example/x", "event:promoted": "on", images: "" };
const refusedByForm = { fields: {}, answer: "invalid-input" } as const;

const portal: Record<string, ActionRow> = {
  logInWithPassword: { least: "anybody", ...refusedByForm },
  logInWithSecondFactor: { least: "anybody", fields: {}, answer: "redirect" },
  signOut: { least: "anybody", fields: {}, answer: "redirect" },
  changeOwnPassword: { least: "signed in", ...refusedByForm },
  acknowledge: { least: "viewer", fields: {}, answer: "ok" },
  confirmOwnIdentity: { least: "viewer", ...refusedByForm },
  beginOwnSecondFactor: { least: "viewer", fields: {}, answer: "ok", dangerous: true },
  confirmOwnSecondFactor: { least: "viewer", fields: { code: "ABCDEF" }, answer: "wrong-code", dangerous: true },
  renewOwnRecoveryCodes: { least: "viewer", fields: {}, answer: "off", dangerous: true },
  removeOwnSecondFactor: { least: "viewer", fields: {}, answer: "ok", dangerous: true },
  endOneSession: { least: "viewer", fields: { sessionId: unknownId }, answer: "session-unknown" },
  endMyOtherSessions: { least: "viewer", fields: {}, answer: "ok" },
  makeToken: { least: "viewer", ...refusedByForm, dangerous: { name: "nightly", days: "30", "scope:build:trigger": "on" } },
  endToken: { least: "viewer", fields: { tokenId: unknownId }, answer: "token-unknown" },
  checkAudit: { least: "releaser", fields: {}, answer: "ok" },
};

const people: Record<string, ActionRow> = {
  makeUser: { least: "admin", fields: { name: "admin", displayName: "A", email: "", role: "viewer" }, answer: "name-taken", dangerous: true },
  changeUser: { least: "admin", fields: { ...nobody, displayName: "A", email: "", role: "viewer" }, answer: "user-unknown", dangerous: true },
  switchUser: { least: "admin", fields: { ...nobody, enabled: "no" }, answer: "user-unknown", dangerous: true },
  giveOneTimePassword: { least: "admin", fields: nobody, answer: "user-unknown", dangerous: true },
  takeSecondFactor: { least: "admin", fields: nobody, answer: "off", dangerous: true },
  endSessionsOfUser: { least: "admin", fields: nobody, answer: "user-unknown" },
  switchSecondReleaser: { least: "admin", ...refusedByForm, dangerous: { needed: "no" } },
};

const factory: Record<string, ActionRow> = {
  triggerBuild: { least: "operator", fields: { imageName: image }, answer: "image-unknown" },
  cancelBuild: { least: "operator", fields: { buildId: unknownId }, answer: "build-unknown" },
  goOnWithBuild: { least: "operator", fields: { buildId: unknownId }, answer: "build-unknown" },
  savePlan: { least: "admin", fields: { imageName: image, revision: "0", cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: "15", isOn: "on" }, answer: "image-unknown" },
  pauseBuilds: { least: "operator", ...refusedByForm },
  resumeBuilds: { least: "operator", fields: { pauseId: unknownId }, answer: "pause-unknown" },
  addMaintenance: { least: "operator", fields: { startsAt: "2036-01-02T00:00", endsAt: "2036-01-01T00:00", reason: "storage" }, answer: "invalid-input" },
  removeMaintenance: { least: "operator", fields: { windowId: unknownId }, answer: "window-unknown" },
  reconcileCloud: { least: "operator", fields: { cloud: "none" }, answer: "cloud-unknown" },
  planCloud: { least: "operator", fields: { cloud: "none" }, answer: "cloud-unknown" },
  chooseDrift: { least: "admin", fields: { cloud: "none", drift: "report", expected: "file" }, answer: "cloud-unknown" },
  subscribe: { least: "admin", fields: { ...webhook, target: "ftp://hooks.example" }, answer: "invalid-input", dangerous: webhook },
  changeSubscription: { least: "admin", fields: { ...webhook, ...subscription }, answer: "subscription-unknown", dangerous: true },
  renewSecret: { least: "admin", fields: subscription, answer: "subscription-unknown", dangerous: true },
  unsubscribe: { least: "admin", fields: subscription, answer: "subscription-unknown", dangerous: true },
  testSubscription: { least: "admin", fields: { subscriptionId: unknownId }, answer: "subscription-unknown" },
  repeatDelivery: { least: "admin", fields: { deliveryId: unknownId }, answer: "delivery-unknown" },
};

const releases: Record<string, ActionRow> = {
  promoteBuild: { least: "releaser", fields: { imageName: image, version, expectedLatestVersion: "" }, answer: "image-unknown" },
  promoteMany: { least: "releaser", fields: { [`promote:${image}`]: `${version}/` }, answer: "ok" },
  confirmPromotion: { least: "releaser", fields: { requestId: unknownId }, answer: "request-unknown" },
  withdrawPromotion: { least: "releaser", fields: { requestId: unknownId }, answer: "request-unknown" },
  revokeBuild: { least: "releaser", fields: { imageName: image, version, reason: "defect", severity: "low", explanation: "It does not boot.", expectedLatestVersion: "" }, answer: "build-unknown", dangerous: true },
  changePolicy: { least: "admin", fields: { imageName: image, policy: "automatic", nights: "3", expectedPolicy: "manual", expectedNights: "0" }, answer: "image-unknown", dangerous: true },
  pinBuild: { least: "releaser", fields: { imageName: image, version, client: "Shop", contact: "x", until: `${new Date().getUTCFullYear() + 1}-01-01` }, answer: "image-unknown" },
  unpinBuild: { least: "releaser", fields: { pinId: unknownId }, answer: "pin-unknown" },
  beginRollout: { least: "releaser", fields: { imageName: image, version, startPercent: "10", hours: "72", reason: "" }, answer: "image-unknown" },
  holdRollout: { least: "releaser", fields: { rolloutId: unknownId }, answer: "rollout-unknown" },
  continueRollout: { least: "releaser", fields: { rolloutId: unknownId }, answer: "rollout-unknown" },
  endRollout: { least: "releaser", fields: { rolloutId: unknownId, reason: "it fails" }, answer: "rollout-unknown" },
  holdBuild: { least: "releaser", fields: { buildId: unknownId, reason: "an audit" }, answer: "build-unknown" },
  releaseBuild: { least: "releaser", fields: { buildId: unknownId, reason: "it is over" }, answer: "build-unknown" },
  changeRetention: { least: "admin", fields: { imageName: image, days: "100", expectedDays: "730" }, answer: "image-unknown", dangerous: true },
};

const edited = { least: "admin", ...refusedByForm } as const;
const catalog: Record<string, ActionRow> = {
  makeIssue: { least: "releaser", ...refusedByForm },
  changeIssue: { least: "releaser", ...refusedByForm },
  resolveOrReopenIssue: { least: "releaser", fields: { slug: "none", ...seen, to: "resolved" }, answer: "unknown" },
  takeOwnIssue: { least: "releaser", fields: { slug: "none", ...seen }, answer: "no-own-values" },
  makeImage: edited,
  changeImage: edited,
  takeOwnImage: { least: "admin", fields: { name: image, ...seen }, answer: "no-own-values" },
  makeFamily: edited,
  changeFamily: edited,
  takeOwnFamily: { least: "admin", fields: { name: "zz9", ...seen }, answer: "no-own-values" },
  makeSize: edited,
  changeSize: edited,
  takeOwnSize: { least: "admin", fields: { name: "zz9.none", ...seen }, answer: "no-own-values" },
  makeCapability: edited,
  changeCapability: edited,
  takeOwnCapability: { least: "admin", fields: { key: "none", ...seen }, answer: "no-own-values" },
};

/** Every action of the portal, by its name. They are called in the order of their names, which is one in which a second factor is begun, not confirmed and removed. */
export const actionTable: Record<string, ActionRow> = { ...portal, ...people, ...factory, ...releases, ...catalog };
