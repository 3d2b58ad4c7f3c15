import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, mkdirSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { isReachableByOthers } from "./account.ts";
import { startEmbedded } from "./embedded.ts";
import { applyMigrations } from "./migrate.ts";

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "imagefactory-pg-"));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((made) => rmSync(made, { recursive: true, force: true })));

const countMigrations = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>("select count(*)::int as n from _prisma_migrations where finished_at is not null");
  await client.end();
  return rows[0]?.n;
};

test("data survives a restart, and two processes may migrate at once", async () => {
  const directory = folder();
  const first = await startEmbedded({ directory, password: "p", throwAway: true });
  const applied = (await Promise.all([applyMigrations(first.url), applyMigrations(first.url)])).flat();
  await first.stop();
  const second = await startEmbedded({ directory, password: "p", throwAway: true });
  expect(await countMigrations(second.url)).toBe(applied.length);
  expect(new Set(applied).size).toBe(applied.length);
  await second.stop();
});

test("works below a folder that only its owner may enter", async () => {
  const closed = folder();
  const directory = join(closed, "inner", "postgres");
  mkdirSync(directory, { recursive: true });
  chmodSync(closed, 0o700);
  expect(isReachableByOthers(directory)).toBe(false);
  const server = await startEmbedded({ directory, password: "p", throwAway: true });
  expect(await applyMigrations(server.url)).not.toEqual([]);
  await server.stop();
});

test("stop leaves no process behind", async () => {
  const directory = folder();
  const server = await startEmbedded({ directory, password: "p", throwAway: true });
  await server.stop();
  expect(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })).not.toContain(directory);
});
