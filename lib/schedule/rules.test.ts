import { expect, test } from "vitest";
import { isTimeZone, jitterMs, nextNights, nightsOf, problemOfCron } from "./plan.ts";
import { changeBetween, dueOf, makeUpWithinMs, mostMissed, obstacleAt } from "./rules.ts";
import { addWindowSchema, editScheduleSchema } from "./schema.ts";
import { planInWords } from "./words.ts";

const plan = { imageName: "Standard_Debian_12", cron: "30 2 * * *", timeZone: "Europe/Berlin", jitterMinutes: 0 };
const at = (text: string) => new Date(text);
const times = (nights: { plannedFor: Date }[]) => nights.map(({ plannedFor }) => plannedFor.toISOString());

test("the night that has no 02:30 comes once, when the clock has jumped", () => {
  expect(times(nightsOf(plan, at("2027-03-26T12:00Z"), at("2027-03-30T00:00Z")))).toEqual(["2027-03-27T01:30:00.000Z", "2027-03-28T01:00:00.000Z", "2027-03-29T00:30:00.000Z"]);
});

test("the night that has 02:30 twice comes once, at the first of them", () => {
  expect(times(nightsOf(plan, at("2026-10-24T12:00Z"), at("2026-10-26T12:00Z")))).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"]);
  expect(times(nightsOf(plan, at("2026-10-25T00:30Z"), at("2026-10-25T23:00Z")))).toEqual([]);
});

test("the jitter is the same for everybody and at every time, differs by image and night, and stays within its bounds", () => {
  const nights = Array.from({ length: 200 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 2, 30)));
  const moved = nights.map((night) => jitterMs(plan.imageName, night, 15));
  expect(moved).toEqual(nights.map((night) => jitterMs(plan.imageName, night, 15)));
  expect(moved[0]).toBe(-490_000);
  expect(Math.max(...moved.map(Math.abs))).toBeLessThanOrEqual(15 * 60_000);
  expect(new Set(moved).size).toBeGreaterThan(150);
  expect(Math.min(...moved)).toBeLessThan(-12 * 60_000);
  expect(Math.max(...moved)).toBeGreaterThan(12 * 60_000);
  expect(jitterMs("Standard_Debian_13", nights[0]!, 15)).not.toBe(moved[0]);
  expect(jitterMs(plan.imageName, nights[0]!, 0)).toBe(0);
});

test("a night is due when its own moment has come, also before the planned time", () => {
  const jittered = { ...plan, jitterMinutes: 60 };
  const [next] = nextNights(jittered, at("2026-11-26T12:00Z"), 1);
  const before = new Date(next!.startsAt.getTime() - 1);
  expect(nightsOf(jittered, at("2026-11-26T12:00Z"), before)).toEqual([]);
  expect(nightsOf(jittered, at("2026-11-26T12:00Z"), next!.startsAt)).toEqual([next]);
  expect(nextNights(jittered, next!.startsAt, 1)[0]!.plannedFor.getTime() - next!.plannedFor.getTime()).toBe(86_400_000);
});

test.each([
  ["30 2 * *", /five fields/],
  ["* * * * * *", /five fields/],
  ["@daily", /five fields/],
  ["30 2 L * *", /five fields/],
  ["30 2 * * MON#1", /five fields/],
  ["61 2 * * *", /no cron expression: Invalid value for minute/],
  ["30 2 31 2 *", /No day ever/],
  ["*/5 * * * *", /60 minutes apart/],
  ["30,50 2 * * *", /60 minutes apart/],
])("%s is refused", (cron, words) => expect(problemOfCron(cron)).toMatch(words));

test.each(["30 2 * * *", "0 */6 * * *", "5 4 * * MON-FRI", "0 3 1,15 * *"])("%s is taken", (cron) => expect(problemOfCron(cron)).toBeNull());

test("time zones are known by their names", () => {
  expect(["UTC", "Europe/Berlin", "America/New_York"].map(isTimeZone)).toEqual([true, true, true]);
  expect(["Mars/Base", "", "+02:00", "europe/berlin; x"].map(isTimeZone)).toEqual([false, false, false, false]);
});

test.each([
  ["30 2 * * *", 15, "every night at 02:30 Europe/Berlin, ± 15 min"],
  ["0 13 * * *", 0, "every day at 13:00 Europe/Berlin"],
  ["5 4 * * MON-WED", 0, "every day from Monday to Wednesday at 04:05 Europe/Berlin"],
  ["5 4 * * MON,WED,6", 0, "every Monday, Wednesday and Saturday at 04:05 Europe/Berlin"],
  ["5 4 * * 7", 0, "every Sunday at 04:05 Europe/Berlin"],
  ["0 3 1 * *", 0, "on day 1 of every month at 03:00 Europe/Berlin"],
  ["0 */6 * * *", 5, "by “0 */6 * * *” in Europe/Berlin, ± 5 min"],
])("%s is said in words", (cron, jitterMinutes, words) => expect(planInWords({ ...plan, cron, jitterMinutes })).toBe(words));

test("after an outage of ten days nine nights are missed and one is made up, or none", () => {
  const nights = nightsOf(plan, at("2026-11-10T12:00Z"), at("2026-11-20T12:00Z"));
  const due = dueOf(nights, at("2026-11-20T03:00Z"));
  expect(due.missed).toHaveLength(9);
  expect(due.now).toMatchObject({ plannedFor: nights[9]!.plannedFor, lateBy: "made up for 90 min late" });
  const late = dueOf(nights, new Date(nights[9]!.startsAt.getTime() + makeUpWithinMs + 1));
  expect(late.missed).toHaveLength(10);
  expect(late.now).toBeNull();
  expect(dueOf([], at("2026-11-20T03:00Z"))).toEqual({ missed: [], now: null });
});

test("an outage of a year leaves a bounded record that says so", () => {
  const { missed } = dueOf(nightsOf(plan, at("2025-11-20T12:00Z"), at("2026-11-20T12:00Z")), at("2026-11-20T12:00Z"));
  expect(missed).toHaveLength(mostMissed);
  expect(missed[0]!.reason).toMatch(/305 nights before it/);
});

test("a pause ends by itself, and a maintenance window does not hold what starts when it ends", () => {
  const pause = { reason: "moving", until: at("2026-11-26T10:00Z"), pausedByName: "Jane" };
  const window = { startsAt: at("2026-11-26T12:00Z"), endsAt: at("2026-11-26T13:00Z"), reason: "storage" };
  expect(obstacleAt(at("2026-11-26T09:59Z"), pause, [window])).toBe("The factory was paused by Jane: moving");
  expect(obstacleAt(at("2026-11-26T10:00Z"), pause, [window])).toBeNull();
  expect(obstacleAt(at("2027-11-26T10:00Z"), { ...pause, until: null }, [])).toContain("moving");
  expect(obstacleAt(at("2026-11-26T12:00Z"), null, [window])).toBe("Maintenance: storage");
  expect(obstacleAt(at("2026-11-26T13:00Z"), null, [window])).toBeNull();
});

test("what counts as a change", () => {
  const one = { uri: "http://a", suite: "bookworm", releaseSha256: "1", contentSha256: "c" };
  const built = { recipeHash: "r", repositories: [one] };
  expect(changeBetween(built, built)).toBeNull();
  expect(changeBetween(built, { recipeHash: "r", repositories: [{ ...one, uri: "http://b", releaseSha256: "2" }] })).toBeNull();
  expect(changeBetween(built, { recipeHash: "r", repositories: [{ ...one, releaseSha256: "2", contentSha256: "d" }] })).toBe("bookworm has changed");
  expect(changeBetween({ recipeHash: "r", repositories: [{ uri: "http://a", suite: "bookworm", releaseSha256: "1" }] }, { recipeHash: "r", repositories: [{ ...one, releaseSha256: "2" }] })).toBe("bookworm has changed");
  expect(changeBetween(built, { recipeHash: "s", repositories: [one] })).toBe("the recipe has changed");
  expect(changeBetween(built, { recipeHash: "r", repositories: [one, { ...one, suite: "bookworm-security" }] })).toBe("bookworm-security has changed");
  expect(changeBetween(built, { recipeHash: "r", repositories: [] })).toBe("its repositories are other ones");
  expect(changeBetween({ recipeHash: "r", repositories: [] }, built)).toMatch(/has not recorded/);
});

test("forms name the field and the remedy", () => {
  const form = { imageName: "x", revision: "1", cron: "  30  2 * * * ", timeZone: "UTC", jitterMinutes: "15", isOn: "on" };
  expect(editScheduleSchema.parse(form)).toMatchObject({ cron: "30 2 * * *", revision: 1, jitterMinutes: 15, isOn: true, onlyWhenChanged: false, intent: "save" });
  const wrong = editScheduleSchema.safeParse({ ...form, cron: "no", timeZone: "Mars/Base", jitterMinutes: "500" });
  expect(wrong.error!.issues.map(({ path }) => path[0])).toEqual(["cron", "timeZone", "jitterMinutes"]);
  expect(addWindowSchema.safeParse({ startsAt: "2026-11-26T12:00", endsAt: "2026-11-26T11:00", reason: "x" }).error!.issues[0]!.message).toBe("Ends before it begins.");
  expect(addWindowSchema.safeParse({ startsAt: "2026-13-26T12:00", endsAt: "soon", reason: " " }).success).toBe(false);
});
