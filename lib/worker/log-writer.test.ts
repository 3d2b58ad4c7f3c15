import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { LeaseLost } from "#lib/runs/lease.ts";
import { claimBuild, endBuild } from "#lib/runs/mutations.ts";
import { registerWorker } from "#lib/workers/mutations.ts";
import { openLog } from "./log-writer.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

async function claim(version: string) {
  const { id } = await db.image.findUniqueOrThrow({ where: { name: "Standard_Log" } }).catch(async () => ({ id: await insertImage(db, "Standard_Log") }));
  const build = await db.build.create({ data: { imageId: id, version, trigger: "manual" } });
  const lease = await claimBuild(build.id, await registerWorker("writer", {}));
  if (!lease) throw new Error("not claimed");
  return lease;
}

const linesOf = async (buildId: string) =>
  (await db.buildLogChunk.findMany({ where: { buildId }, orderBy: { sequence: "asc" } }))
    .flatMap(({ text }) => text.trimEnd().split("\n"))
    .map((line) => line.slice(13));

test("lines that the database refuses for a while come later, in their order, each once", async () => {
  const lease = await claim("20260101-1");
  const log = await openLog(lease);
  log.line("first");
  await log.written();
  await db.$executeRaw`alter table build_log_chunks rename to away`;
  log.line("second");
  await expect(log.written()).rejects.toThrow(/build_log_chunks/);
  log.line("third");
  await db.$executeRaw`alter table away rename to build_log_chunks`;
  await log.close();
  log.line("a sign\u0007of a bell");
  await log.close();
  expect(await linesOf(lease.buildId)).toEqual(["first", "second", "third", "a signof a bell"]);
});

test("who no longer holds the build hears of it, and appends nothing", async () => {
  const lease = await claim("20260101-2");
  const log = await openLog(lease);
  log.line("held");
  await log.written();
  await endBuild(lease, systemActor("test"), { status: "cancelled", stage: "building" });
  log.line("too late");
  await expect(log.written()).rejects.toThrow(LeaseLost);
  await expect(log.close()).rejects.toThrow(LeaseLost);
  expect(await linesOf(lease.buildId)).toEqual(["held"]);
});
