import { expect, test } from "vitest";
import { notificationSecretOf, readEnv } from "#lib/env.ts";
import { environmentOf } from "./children.ts";

const settings = { NODE_ENV: "production" as const, NEXTAUTH_SECRET: "a secret of the portal that is long enough" };

test("workers get the key of notifications and not what it is derived from; the signing process gets neither", () => {
  const derived = notificationSecretOf(settings.NEXTAUTH_SECRET);
  expect(environmentOf("worker", settings)).toEqual({ NODE_ENV: "production", NOTIFICATION_SECRET: derived });
  expect(environmentOf("web", settings)).toEqual({ ...settings, NOTIFICATION_SECRET: derived });
  expect(environmentOf("signer", settings)).toEqual({ NODE_ENV: "production" });
  expect(environmentOf("worker", { ...settings, NOTIFICATION_SECRET: "x".repeat(32) })).toMatchObject({ NOTIFICATION_SECRET: "x".repeat(32) });
});

test("a web process that was started by other means derives the same key", () => {
  expect(readEnv(settings).NOTIFICATION_SECRET).toBe(notificationSecretOf(settings.NEXTAUTH_SECRET));
});

test("networks of webhooks are checked at the start", () => {
  expect(readEnv({ WEBHOOK_NETWORKS: " 10.1.0.0/16, ::1/128 " }).WEBHOOK_NETWORKS).toEqual(["10.1.0.0/16", "::1/128"]);
  for (const wrong of ["10.1.0.0/33", "300.1.1.1/8", "everywhere"]) expect(() => readEnv({ WEBHOOK_NETWORKS: wrong })).toThrow(/WEBHOOK_NETWORKS.*must be networks/);
});
