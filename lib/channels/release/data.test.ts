import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor, userActor, type Actor } from "#lib/auth/actor.ts";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "#lib/catalog/fixture.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { promote } from "../mutations.ts";
import { setSecondReleaser } from "../requests/mutations.ts";
import { listReleases } from "./data.ts";
import { promoteSeveral } from "./mutations.ts";
import { shownRows } from "./rules.ts";
import { pickFieldOf, picksSchema, promoteSeveralSchema, releaseViewSchema } from "./schema.ts";

let database: TestDatabase;
let catalog: SeededCatalog;
let jane: Actor;
const [A, B] = ["20261101-1", "20261102-1"] as const;
const pack = (name: string, version: string) => ({ name, version, architecture: "amd64", source: name });

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(db);
  catalog = await seedCatalog(db);
  jane = userActor(await db.user.create({ data: { name: "jane", displayName: "Jane", passwordHash: "$argon2id$none", roles: { create: { role: "releaser" } } }, include: { roles: true } }));
  await publishBuild(db, catalog.debian, A, { packages: [pack("bash", "1"), pack("gone", "1"), pack("same", "1")] });
  await promote(systemActor("test"), { imageName: catalog.debian.name, version: A });
  await publishBuild(db, catalog.debian, B, { packages: [pack("bash", "2"), pack("new", "1"), pack("same", "1")] });
  await publishBuild(db, catalog.arm, A, { packages: [pack("bash", "1")] });
  await db.knownIssue.create({ data: { slug: "bad", title: "Bad", body: "", severity: "critical", state: "open", openedOn: new Date(), scopes: { create: [{ imageId: catalog.debian.id }, { distributionId: (await db.distribution.findFirstOrThrow()).id }] } } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const seen = (image: string, version: string, latest: string | null) => Object.fromEntries([pickFieldOf(image, version, latest)]);

test("every active image with its candidate, its tests, the packages that differ and its blockers", async () => {
  const rows = await listReleases(jane);
  expect(rows.map(({ image }) => image)).toEqual([catalog.debian.name, catalog.arm.name]);
  expect(rows[0]).toMatchObject({
    latest: { version: A }, candidate: { version: B, tests: { passed: 2, total: 2 } }, packages: { added: 1, removed: 1, changed: 1 }, blockers: 1, issues: 1, pins: 0, request: null, rolloutVersion: null,
  });
  expect(rows[1]).toMatchObject({ latest: null, candidate: { version: A }, packages: null });
  expect((await listReleases(jane, [catalog.arm.name])).map(({ image }) => image)).toEqual([catalog.arm.name]);
});

test("the view filters and sorts", async () => {
  const rows = await listReleases(jane);
  const names = (view: object) => shownRows(rows, releaseViewSchema.parse(view)).map(({ image }) => image);
  expect(names({ q: "ARM" })).toEqual([catalog.arm.name]);
  expect(names({ show: "waiting" })).toEqual([]);
  expect(names({ show: "blocked", sort: "nonsense" })).toEqual([catalog.debian.name, catalog.arm.name]);
  expect(names({ sort: "latest" })[0]).toBe(catalog.arm.name);
  expect(names({ sort: "changes" })[0]).toBe(catalog.debian.name);
});

test("of several promotions each is told apart: what is refused of one stops no other", async () => {
  const form = { ...seen(catalog.debian.name, B, "20200101-1"), ...seen(catalog.arm.name, A, null), ...seen("Standard_None", A, null), reason: "a good night" };
  const input = promoteSeveralSchema.parse(form);
  const outcome = await promoteSeveral(jane, input);
  expect(outcome).toMatchObject({ ok: true, value: { results: [{ state: "refused", message: expect.stringContaining(`promoted ${catalog.debian.name} ${A}`) }, { state: "promoted" }, { state: "refused" }] } });
  expect((await listReleases(jane)).map(({ latest }) => latest?.version)).toEqual([A, A]);
  expect(await db.auditEntry.count({ where: { action: "channel.promote", actorName: "jane" } })).toBe(1);
});

test("while two releasers are needed, several promotions are asked for", async () => {
  await setSecondReleaser(jane, { needed: "yes" });
  expect(await promoteSeveral(jane, promoteSeveralSchema.parse(seen(catalog.debian.name, B, A)))).toMatchObject({ value: { results: [{ state: "asked" }] } });
  expect((await listReleases(jane))[0]).toMatchObject({ request: { version: B, requestedBy: "jane" }, latest: { version: A } });
});

test("forms that nobody of ours sends are refused", () => {
  for (const wrong of [{}, { "promote:X": "latest" }, { "promote:": "20261101-1/" }, { "promote:X": "20261101-1" }]) expect(promoteSeveralSchema.safeParse(wrong).success).toBe(false);
  expect(picksSchema.parse({ pick: ["A:20261101-1", "B:latest", "nonsense"] })).toEqual([{ image: "A", version: "20261101-1" }]);
  expect(picksSchema.parse({})).toEqual([]);
});
