import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readSchedule, readSchedulePage } from "./data.ts";
import { editSchedule, ensureDefaultSchedules } from "./mutations.ts";
import { addWindow, pauseFactory, removeWindow } from "./obstacles/mutations.ts";

const actor = systemActor("Jane");
let database: TestDatabase;
let imageName: string;
let images = 0;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  imageName = `Standard_Plan_${++images}`;
  await insertImage(db, imageName);
});

const wanted = (revision: number, more = {}) => ({ imageName, revision, cron: "0 3 * * *", timeZone: "Europe/Berlin", jitterMinutes: 15, onlyWhenChanged: true, isOn: true, intent: "save" as const, ...more });
const stored = () => db.schedule.findFirst({ where: { image: { name: imageName } } });

test("images with a recipe get the default plan once, half a day away, and what an admin has made stays", async () => {
  const now = new Date();
  expect(await ensureDefaultSchedules(now)).toBe(1);
  expect(await stored()).toMatchObject({ cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: 30, onlyWhenChanged: true, isOn: true, planFrom: new Date(now.getTime() + 12 * 3_600_000) });
  await editSchedule(actor, wanted(1, { isOn: false }));
  expect(await ensureDefaultSchedules()).toBe(0);
  expect(await stored()).toMatchObject({ cron: "0 3 * * *", isOn: false, revision: 2, editedByName: "Jane" });
  const { row } = (await readSchedule(actor, imageName))!;
  expect(row).toMatchObject({ words: "every night at 03:00 Europe/Berlin, ± 15 min", nextAt: null });
});

test("a preview changes nothing and tells the next five nights", async () => {
  const outcome = await editSchedule(actor, wanted(0, { intent: "preview" }));
  expect(outcome).toMatchObject({ ok: true, value: { words: "every night at 03:00 Europe/Berlin, ± 15 min", next: expect.arrayContaining([expect.stringMatching(/^20\d\d-/)]) } });
  expect(outcome.ok && outcome.value.next).toHaveLength(5);
  expect(await stored()).toBeNull();
});

test("of two admins with the same form one is refused, and reads what the other has changed", async () => {
  await editSchedule(actor, wanted(0));
  const outcomes = await Promise.all([editSchedule(actor, wanted(1, { cron: "0 4 * * *" })), editSchedule(actor, wanted(1, { cron: "0 5 * * *" }))]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const { cron, revision } = (await stored())!;
  expect(revision).toBe(2);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: "stale", message: `Jane has changed this plan meanwhile: expression from 0 3 * * * to ${cron}. Look at it as it is now, then change it again.` });
  const [entry] = await listAudit(actor, { action: "schedule.edit" });
  expect(entry).toMatchObject({ before: { cron: "0 3 * * *", revision: 1 }, after: { image: imageName, cron, revision: 2 } });
});

test("what cannot be planned is refused by name", async () => {
  expect(await editSchedule(actor, wanted(0, { imageName: "Standard_Nothing" }))).toMatchObject({ code: "image-unknown" });
  await db.image.update({ where: { name: imageName }, data: { recipeName: null } });
  expect(await editSchedule(actor, wanted(0))).toMatchObject({ code: "image-without-recipe" });
});

test("the calendar has two weeks of nights, and says which will not be built and why", async () => {
  const now = new Date("2026-11-26T12:00:00Z");
  await db.schedule.create({ data: { imageId: (await db.image.findUniqueOrThrow({ where: { name: imageName } })).id, cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: 10, planFrom: now } });
  const window = await addWindow(actor, { startsAt: new Date("2026-11-28T00:00Z"), endsAt: new Date("2036-11-28T06:00Z"), reason: "storage" });
  const ours = async () => (await readSchedulePage(actor, { q: "", page: 1, before: undefined }, now)).days.map(({ nights }) => nights.filter((night) => night.imageName === imageName));
  const days = await ours();
  expect(days.map(({ length }) => length)).toEqual([0, ...Array.from({ length: 13 }, () => 1)]);
  expect([days[1]![0]!.obstacle, days[2]![0]!.obstacle]).toEqual([null, "Maintenance: storage"]);
  if (window.ok) expect(await removeWindow(actor, window.value)).toMatchObject({ ok: true });
  if (window.ok) expect(await removeWindow(actor, window.value)).toMatchObject({ code: "window-unknown" });
  await pauseFactory(actor, { reason: "moving", until: null });
  expect((await ours())[2]![0]!.obstacle).toBe("The factory was paused by Jane: moving");
});

test("a pause that has ended by itself does not stand in the way of the next one", async () => {
  await db.$executeRaw`update factory_pauses set resumed_at = now(), resumed_by_name = 'x' where resumed_at is null`;
  await db.factoryPause.create({ data: { reason: "short", pausedByName: "x", pausedAt: new Date(Date.now() - 2_000), until: new Date(Date.now() - 1_000) } });
  expect((await readSchedulePage(actor, { q: "", page: 1, before: undefined })).pause).toBeNull();
  const outcomes = await Promise.all([1, 2, 3].map((n) => pauseFactory(actor, { reason: `pause ${n}`, until: null })));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await pauseFactory(actor, { reason: "x", until: new Date(0) })).toMatchObject({ code: "in-the-past" });
});
