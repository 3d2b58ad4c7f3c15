import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishBuild, seedCatalog, seedKey } from "#lib/catalog/fixture.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { resolve } from "./data.ts";

let database: TestDatabase;
let ids: Record<"first" | "second" | "third", string>;
const glanceId = randomUUID();
const formerId = randomUUID();
const removedId = randomUUID();
const name = "Standard_Debian_12";

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(db);
  const { debian } = await seedCatalog(db);
  ids = {
    first: await publishBuild(db, debian, "20261101-1", { promote: true }),
    second: await publishBuild(db, debian, "20261102-1", { promote: true }),
    third: await publishBuild(db, debian, "20261103-1", { revoke: "It does not boot" }),
  };
  const register = (buildId: string, data: { glanceId: string; wantedName: string; wantedHidden: boolean }) => db.glanceRegistration.create({ data: { imageId: debian.id, buildId, cloud: "otc", suffix: "_V100", ...data } });
  const { id } = await register(ids.first, { glanceId: formerId, wantedName: `${name}_V100_latest`, wantedHidden: false });
  await db.glanceImage.create({ data: { cloud: "otc", glanceId: formerId, registrationId: id, goneAt: new Date("2026-11-03T08:00:00Z") } });
  await db.glanceRegistration.update({ where: { id }, data: { glanceId, wantedName: `${name}_V100_prev` } });
  const { id: removed } = await register(ids.second, { glanceId: removedId, wantedName: `${name}_V100_20261102-1`, wantedHidden: true });
  await db.glanceImage.create({ data: { cloud: "otc", glanceId: removedId, registrationId: removed, goneAt: new Date("2026-11-04T08:00:00Z") } });
  await db.glanceRegistration.update({ where: { id: removed }, data: { state: "removed" } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test.each([
  [name, "image", null, null],
  ["standard_debian_12", "image", null, null],
  [`${name}_latest`, "channel", "20261102-1", "latest"],
  [`${name}_prev`, "channel", "20261101-1", "prev"],
  [`${name}_20261101-1`, "build", "20261101-1", "prev"],
  [`${name}-20261103-1.qcow2.asc`, "file", "20261103-1", "revoked"],
  [`/download/${name}/20261102-1/${name}-20261102-1.qcow2`, "file", "20261102-1", "latest"],
  [glanceId, "glance-id", "20261101-1", "prev"],
  [formerId, "glance-id", "20261101-1", "prev"],
  [removedId, "glance-id", "20261102-1", "latest"],
  [`${name}_V100_prev`, "glance-name", "20261101-1", "prev"],
  [`${name}_V100_20261101-1`, "glance-name", "20261101-1", "prev"],
  [`${name}_V100_20261102-1`, "glance-name", "20261102-1", "latest"],
  [`${name}_V100_latest`, "glance-name", null, null],
  [`${name}_20210426_1129`, "former", null, null],
])("%s is known", async (query, matchedBy, version, state) => {
  const resolution = await resolve(query);
  expect(resolution).toMatchObject({ matchedBy, image: { name, condition: "current" }, current: { name: `${name}_latest`, version: "20261102-1" } });
  expect([resolution?.build?.version ?? null, resolution?.build?.state ?? null]).toEqual([version, state]);
});

test("an id in a cloud tells what became of it there, also when somebody removed the image by hand or its time was over", async () => {
  const present = { cloud: "otc", glanceId, name: `${name}_V100_prev` };
  expect((await resolve(glanceId))?.registration).toEqual({ ...present, goneAt: null });
  expect((await resolve(formerId))?.registration).toEqual({ ...present, goneAt: new Date("2026-11-03T08:00:00Z") });
  expect((await resolve(removedId))?.registration).toEqual({ cloud: "otc", glanceId: null, name: null, goneAt: new Date("2026-11-04T08:00:00Z") });
});

test("where changes by hand are left, the cloud's own state is told", async () => {
  const { id } = await db.glanceRegistration.findFirstOrThrow({ where: { glanceId } });
  await db.glanceRegistration.update({ where: { id }, data: { state: "drifted", observedName: "Renamed", observedStatus: "active" } });
  expect((await resolve(glanceId))?.registration).toMatchObject({ glanceId, name: "Renamed" });
  await db.glanceRegistration.update({ where: { id }, data: { observedName: null, observedStatus: null } });
  expect((await resolve(glanceId))?.registration).toMatchObject({ glanceId: null, name: null });
});

test("by the id and the hash of a build", async () => {
  expect(await resolve(ids.third)).toMatchObject({ matchedBy: "build-id", build: { id: ids.third, presentName: `${name}_20261103-1`, revocation: { explanation: "It does not boot" } } });
  const { sha256, sha512 } = await db.artifact.findFirstOrThrow({ where: { buildId: ids.first, kind: "qcow2" } });
  for (const hash of [sha256, sha512]) expect(await resolve(hash)).toMatchObject({ matchedBy: "hash", build: { id: ids.first } });
});

test("a retired image leads to the latest build of what replaced it", async () => {
  expect(await resolve("Standard_Debian_11")).toMatchObject({ image: { condition: "retired", replacement: name }, build: null, current: { image: name, version: "20261102-1" } });
});

test("a channel that is empty keeps its image", async () => {
  expect(await resolve("Standard_Debian_12_arm64_latest")).toMatchObject({ matchedBy: "channel", image: { condition: "unbuilt" }, build: null, current: null });
});

test.each(["", "nothing", randomUUID(), "f".repeat(64), "Standard_Debian_1%", `${name}_20260101-1`, "x".repeat(500)])("%j was never here", async (query) => {
  expect(await resolve(query)).toBeNull();
});
