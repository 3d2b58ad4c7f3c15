import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { isTransitionAllowed, isUnfinished, nextStatuses, stages, versionOf } from "./rules.ts";

const statuses = [...stages, "failed", "cancelled"] as const;
let database: TestDatabase;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());

test("the rules and the database know the same transitions", async () => {
  const rows = await database.db.$queryRaw<{ from: string; to: string }[]>`select from_status::text as from, to_status::text as to from build_transitions`;
  const inDatabase = rows.map(({ from, to }) => `${from} → ${to}`).sort();
  const inRules = statuses.flatMap((from) => statuses.filter((to) => isTransitionAllowed(from, to)).map((to) => `${from} → ${to}`)).sort();
  expect(inRules).toEqual(inDatabase);
});

test("a build begins as queued and nothing else", async () => {
  const imageId = await insertImage(database.db, "Standard_Transitions");
  for (const status of statuses.filter((one) => one !== "queued")) {
    const attempt = database.db.build.create({ data: { imageId, version: "20260101-1", trigger: "manual", status } });
    await expect(attempt, status).rejects.toThrow();
  }
});

test("what has ended stays as it ended", () => {
  expect((["published", "cancelled"] as const).flatMap(nextStatuses)).toEqual([]);
  expect(nextStatuses("failed")).toEqual(["queued"]);
  expect(statuses.filter((status) => !isUnfinished(status))).toEqual(["published", "failed", "cancelled"]);
});

test("versions carry the day in UTC", () => {
  expect(versionOf(new Date("2026-11-23T23:59:59+02:00"), 3)).toBe("20261123-3");
  expect(versionOf(new Date("2026-11-23T23:30:00-02:00"), 1)).toBe("20261124-1");
});
